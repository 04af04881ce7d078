"""A form made an hour ago: what its reader changed counts, and what another tab changed since stays."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide.worksheet import Refused
from conditions.worksheets import stale

FIELDS = st.from_regex(r"value-[a-z0-9-]{1,12}", fullmatch=True)
WORDS = st.sampled_from(["much", "some", "little", "unsure"])


@given(st.dictionaries(FIELDS, WORDS))
def test_a_form_in_which_nothing_was_touched_changes_nothing(chosen):
    assert stale.chosen({**chosen, "were": stale.were(chosen)}, ("value-",), ("much", "some", "little", "unsure")) == {}


@given(st.dictionaries(FIELDS, WORDS), st.dictionaries(FIELDS, WORDS))
def test_only_what_was_chosen_anew_is_a_change(before, after):
    found = stale.chosen({**after, "were": stale.were(before)}, ("value-",), ("much", "some", "little", "unsure"))
    assert found == {field: word for field, word in after.items() if before.get(field) != word}


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_whatever_stands_in_the_hidden_field_it_is_refused_or_read(were, typed):
    with suppress(Refused):
        found = stale.chosen({**typed, "were": were}, ("value-",), ("much",))
        assert set(found.values()) <= {"much"}


def test_a_word_that_nobody_offered_is_refused_at_its_field():
    with pytest.raises(Refused) as refused:
        stale.chosen({"value-a": "enormously"}, ("value-",), ("much",))
    assert refused.value.field == "value-a"
