"""Counts of people, differences, the rule of three, and the geometry of icon arrays."""

from dataclasses import fields
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide.numbers import (
    CELL_HEIGHT,
    CELL_WIDTH,
    COLUMNS,
    SMALLEST_FOR_RULE_OF_THREE,
    Frequency,
    Icon,
    IconArray,
    could_be_missed,
    difference,
)

denominators = st.sampled_from(sorted(COLUMNS))
studies = st.integers(1, 100_000).flatmap(lambda studied: st.tuples(st.integers(0, studied), st.just(studied)))
frequencies = denominators.flatmap(lambda number: st.builds(Frequency, st.integers(0, number), st.just(number)))


@given(frequencies)
def test_both_frames_of_a_frequency_sum_to_its_denominator(frequency: Frequency) -> None:
    """RC-07, IA-10."""
    assert frequency.events + frequency.rest == frequency.denominator


@given(studies, denominators)
def test_a_count_is_rounded_to_the_nearest_whole_person(study: tuple[int, int], denominator: int) -> None:
    """IA-10."""
    events, studied = study
    frequency = Frequency.of(events, studied, denominator)
    off = frequency.events - Fraction(events * denominator, studied)
    assert Fraction(-1, 2) < off <= Fraction(1, 2)


@given(studies, denominators)
def test_events_and_others_of_any_study_sum_to_the_denominator(study: tuple[int, int], denominator: int) -> None:
    """IA-10."""
    frequency = Frequency.of(*study, denominator)
    assert frequency.events + frequency.rest == denominator
    assert 0 <= frequency.events <= denominator


@pytest.mark.parametrize(
    ("events", "studied", "out_of_100"), [(0, 9, 0), (9, 9, 100), (1, 3, 33), (2, 3, 67), (1, 8, 13), (3, 8, 38)]
)
def test_known_counts_become_known_frequencies_with_halves_rounded_up(
    events: int, studied: int, out_of_100: int
) -> None:
    assert Frequency.of(events, studied) == Frequency(out_of_100, 100)


@pytest.mark.parametrize(("events", "people"), [(-1, 100), (101, 100), (1, 0), (0, -5), (-1, -1)])
def test_what_is_no_count_of_people_is_refused(events: int, people: int) -> None:
    with pytest.raises(ValueError, match="no count of people"):
        Frequency.of(events, people)
    with pytest.raises(ValueError, match="no count of people"):
        Frequency(events, people)


@given(denominators, st.data())
def test_the_difference_turns_round_when_the_groups_do(denominator: int, data: st.DataObject) -> None:
    """RC-04, RC-16."""
    one, other = (Frequency(data.draw(st.integers(0, denominator)), denominator) for _ in range(2))
    assert difference(one, other) == -difference(other, one)
    assert other.events + difference(one, other) == one.events


def test_groups_with_different_denominators_are_not_compared() -> None:
    """RC-02."""
    with pytest.raises(ValueError, match="different denominators"):
        difference(Frequency(1, 100), Frequency(1, 1000))


@given(st.integers(SMALLEST_FOR_RULE_OF_THREE, 1_000_000), denominators)
def test_no_event_among_n_people_leaves_room_for_three_in_n(studied: int, denominator: int) -> None:
    """RC-14."""
    missed = could_be_missed(studied, denominator)
    assert missed is not None
    assert missed - 1 < Fraction(3 * denominator, studied) <= missed


@given(st.integers(0, SMALLEST_FOR_RULE_OF_THREE - 1))
def test_a_group_too_small_has_no_bound(studied: int) -> None:
    """RC-14: not for tiny groups."""
    assert could_be_missed(studied) is None


@given(frequencies)
def test_an_array_has_one_icon_for_each_person(frequency: Frequency) -> None:
    """IA-01, IA-10."""
    array = IconArray.of(frequency)
    assert len(array.events) == frequency.events
    assert len(array.rest) == frequency.rest
    assert len({*array.events, *array.rest}) == frequency.denominator


@given(frequencies)
def test_every_icon_stands_in_a_cell_of_the_drawing(frequency: Frequency) -> None:
    array = IconArray.of(frequency)
    for icon in (*array.events, *array.rest):
        assert icon.x % CELL_WIDTH == icon.y % CELL_HEIGHT == 0
        assert 0 <= icon.x <= array.width - CELL_WIDTH
        assert 0 <= icon.y <= array.height - CELL_HEIGHT


@given(frequencies)
def test_events_fill_the_bottom_rows_first_and_each_row_from_the_left(frequency: Frequency) -> None:
    """IA-02."""
    array = IconArray.of(frequency)
    in_order = sorted((*array.events, *array.rest), key=lambda icon: (-icon.y, icon.x))
    assert tuple(in_order[: frequency.events]) == array.events


@given(frequencies)
def test_every_array_of_a_denominator_has_the_same_places(frequency: Frequency) -> None:
    """IA-05: same grid, size and order, whatever the count. RC-13 rests on it: an empty frame has these places too."""
    array, empty = IconArray.of(frequency), IconArray.of(Frequency(0, frequency.denominator))
    assert (*array.events, *array.rest) == empty.rest
    assert (array.width, array.height) == (empty.width, empty.height)


def test_an_array_shows_one_outcome_only() -> None:
    """IA-06: a person is an event or none; there is no third group."""
    assert [field.name for field in fields(IconArray) if "Icon" in str(field.type)] == ["events", "rest"]


def test_the_first_person_stands_in_the_bottom_left_corner() -> None:
    array = IconArray.of(Frequency(1, 100))
    assert array.events == (Icon(x=0, y=array.height - CELL_HEIGHT),)


@pytest.mark.parametrize("denominator", [1, 10, 99, 101, 10_000])
def test_only_a_hundred_or_a_thousand_people_are_drawn(denominator: int) -> None:
    """IA-01."""
    with pytest.raises(KeyError):
        IconArray.of(Frequency(0, denominator))
