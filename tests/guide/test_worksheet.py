"""A reader's list: its changes hold the limits, are made once when sent twice, and lose nothing that somebody wrote."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.guide import worksheet as limits
from conditions.guide import worksheet_changes as act
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, Refused, Worksheet, Written, base_of, cleaned, own_question, read

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SIGNS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(f"\r\n\t\x00\x1b\x85\u2028\u3000\u200b\u200d\ufeff\u3164\ud800\udfff<>&'\"%{{}}疼痛é{BIDI}"),
    ),
    max_size=400,
)
IDS = st.sampled_from(["a", "b", "c", "d", "no such", "", "../x", "a" * 200, "疼", "a\n"])
SLUGS = st.sampled_from(["chronic-pain", "cerebral-palsy", "", "No", "a b", "x" * 99])
WORDS = st.one_of(
    st.sampled_from(["Is it safe?", "安全吗？", "<b>Who pays?</b>", "", " ", "x" * 301, "x" * 2001]), SIGNS
)


def asked(slug, question, whom="clinic"):
    """An entry made from a guide's question."""
    words = Text(en="How sure?", zh_hans="有多确定？")
    return Entry.model_construct(id=f"{slug}.{question}", slug=slug, question=question, whom=whom, ask=words)


def entries():
    return st.one_of(
        st.builds(own_question, IDS, WORDS, st.sampled_from(["clinic", "own-doctor", "nobody", ""])),
        st.builds(
            asked, SLUGS, st.sampled_from(["first", "second", "Third", ".."]), st.sampled_from(["clinic", "payer"])
        ),
    )  # fmt: skip


def sent(act, *given):
    """A change with arguments as a stranger's form may hold them."""
    return st.tuples(*given).map(lambda values: act(*values))


TEXTS = (WORDS, WORDS, WORDS)
STALE = st.sampled_from(["", "stale"])
CHANGES = {
    "add": sent(act.add, entries()),
    "remove": sent(act.remove, IDS),
    "star": sent(act.star, IDS, st.booleans()),
    "move": sent(act.move, IDS, st.sampled_from([-1, 1, 0, 2, 10**9]), IDS),
    "answer": sent(act.answer, IDS, WORDS, WORDS, st.sampled_from(["stale", base_of(own_question("a", "b"))])),
    "mark": sent(act.mark, IDS, st.booleans(), st.sampled_from(["", "clear", "vague", "refused", "loud"])),
    "rate": sent(act.rate, SLUGS, st.sampled_from(["long-life", "x y"]), st.sampled_from(["much", "most", ""])),
    "add_statement": sent(act.add_statement, SLUGS, IDS, WORDS, st.sampled_from(["some", "none"])),
    "rate_statement": sent(act.rate_statement, SLUGS, IDS, st.sampled_from(["little", "unsure", "?"])),
    "reword": sent(act.reword, SLUGS, IDS, WORDS, STALE),
    "unrate": sent(act.unrate, SLUGS, st.sampled_from(["long-life", ""]), IDS),
    "choose_answer": sent(act.choose_answer, SLUGS, st.sampled_from(["one", "Two"]), st.sampled_from(["a", ""])),
    "try_again": sent(act.try_again, SLUGS, st.sampled_from(["", "one"])),
    "set_ready": sent(act.set_ready, SLUGS, st.sampled_from(["sure", "happy"]), st.sampled_from([True, False, None])),
    "add_step": sent(act.add_step, IDS, *TEXTS),
    "change_step": sent(act.change_step, IDS, *TEXTS, STALE),
    "remove_step": sent(act.remove_step, IDS),
    "ask_for": sent(act.ask_for, st.booleans()),
    "show_both": sent(act.show_both, st.booleans()),
}
ACTS = st.one_of(*CHANGES.values())
# a move without its neighbour is a step from wherever the question stands; with it, see below
SENT_TWICE = st.one_of(*(change for name, change in CHANGES.items() if name != "move"))


def made(*changes, of=None):
    """The list after these changes; what is refused is left out."""
    sheet = of or Worksheet()
    for change in changes:
        try:
            sheet = change(sheet)
        except Refused:
            continue
    return sheet


def own(id="a", words="Is it safe?"):
    return act.add(own_question(id, words))


def from_guide(question, slug="chronic-pain"):
    return act.add(asked(slug, question))


def refusal(change, of=None):
    """What a change is refused with. The list cannot have changed, because it cannot change at all."""
    with pytest.raises(Refused) as caught:
        change(of or Worksheet())
    return caught.value


def holds(sheet):
    """Whether a list keeps every limit and holds each thing once."""
    assert len(sheet.entries) <= limits.ENTRIES
    assert len(sheet.stars) <= limits.STARS
    assert len(sheet.ratings) <= limits.RATINGS
    assert len(sheet.plan) <= limits.STEPS
    for things in (
        [entry.id for entry in sheet.entries], [step.id for step in sheet.plan],
        [(entry.slug, entry.question) for entry in sheet.entries if not entry.own],
        [(each.slug, each.value, each.id) for each in sheet.ratings],
        [(each.slug, each.check) for each in sheet.checked], [(each.slug, each.item) for each in sheet.ready],
    ):  # fmt: skip
        assert len(set(things)) == len(things)
    for entry in sheet.entries:
        assert len(entry.answers) <= limits.ANSWERS
        assert not entry.own or 0 < len(entry.ask.en) <= limits.OWN_QUESTION
        for answer in entry.answers:
            assert 0 < len(answer.text) <= limits.ANSWER
            assert len(answer.by) <= limits.WHO
    for step in sheet.plan:
        assert 0 < len(step.what) <= limits.STEP
    return True


def cleaned_or_none(text, limit, lines):
    """The cleaned words, or None where they are refused."""
    try:
        return cleaned(text, limit, lines=lines)
    except Refused:
        return None


def keepable(text):
    """Whether a text is one that a list may hold."""
    return (
        text == unicodedata.normalize("NFC", text)
        and not any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in text)
        and not set(text) & set(BIDI)
    )


@given(st.lists(ACTS, max_size=30))
def test_whatever_is_sent_no_limit_is_passed_and_the_list_can_be_kept(changes):
    sheet = made(*changes)
    assert holds(sheet)
    assert read(limits.as_bytes(sheet)) == sheet


@given(st.lists(ACTS, max_size=12), SENT_TWICE)
def test_a_form_that_is_sent_twice_acts_once(before, change):
    once = made(change, of=made(*before))
    assert made(change, of=once) == once


@given(SIGNS, st.booleans(), st.integers(1, 300))
def test_words_are_cleaned_or_refused_and_cleaning_twice_changes_nothing(text, lines, limit):
    words = cleaned_or_none(text, limit, lines)
    if words is None:
        return
    assert words == words.strip()
    assert 0 < len(words) <= limit
    assert keepable(words)
    assert lines or "\n" not in words
    assert cleaned(words, limit, lines=lines) == words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Is it safe?  ", "Is it safe?"),
        ("first\r\nsecond\rthird", "first\nsecond\nthird"),
        ("\u3000疼吗？\u3000", "疼吗？"),
        ("e\u0301tude", "étude"),
        ("<script>alert(1)</script> & 100 %", "<script>alert(1)</script> & 100 %"),
        ("a\tb", "a b"),
        ("👩‍👧 هل هو آمن؟ 𠮷", "👩‍👧 هل هو آمن؟ 𠮷"),
    ],
)
def test_what_a_reader_types_is_kept_as_plain_words(typed, kept):
    assert cleaned(typed, 100, lines=True) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"), (" \n\t ", "empty"), ("\u200b\u200d", "empty"), ("\u3164", "empty"), ("\u0301", "empty"),
        ("a" * 11, "too-long"), ("药" * 11, "too-long"), ("a\x00b", "control"), ("\x1bgone", "control"),
        ("a\x85", "control"), ("\ud83d", "surrogate"), *((f"a{sign}b", "bidi") for sign in BIDI),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_its_reason(typed, code):
    with pytest.raises(Refused) as caught:
        cleaned(typed, 10, lines=True, field="answer")
    assert (caught.value.code, caught.value.field) == (code, "answer")
    assert caught.value.limit == (10 if code == "too-long" else None)


def test_a_line_end_in_a_field_of_one_line_is_refused():
    with pytest.raises(Refused, match="control"):
        cleaned("one\ntwo", 10, lines=False)


def test_exactly_as_long_as_allowed_is_allowed():
    assert len(cleaned("药" * limits.ANSWER, limits.ANSWER, lines=True)) == limits.ANSWER
    assert made(own(words="x" * limits.OWN_QUESTION)).entries
    assert refusal(own(words="x" * (limits.OWN_QUESTION + 1))).limit == limits.OWN_QUESTION


def test_a_question_of_a_guide_stands_on_the_list_once():
    sheet = made(from_guide("risks"), from_guide("risks"))
    assert [entry.question for entry in sheet.entries] == ["risks"]
    sheet = made(from_guide("risks", "cerebral-palsy"), of=sheet)
    assert [entry.slug for entry in sheet.entries] == ["chronic-pain", "cerebral-palsy"]


def test_the_form_of_an_own_question_used_again_after_back_makes_a_second_question():
    sheet = made(own("form", "Who is liable?"), own("form", "Who pays?"), own("form", "Who pays?"))
    assert [entry.ask.en for entry in sheet.entries] == ["Who is liable?", "Who pays?"]
    assert len({entry.id for entry in sheet.entries}) == 2


def test_an_own_question_cannot_keep_a_question_of_the_guide_off_the_list():
    sheet = made(own("chronic-pain.risks", "Mine"), from_guide("risks"), from_guide("risks"))
    assert [entry.own for entry in sheet.entries] == [True, False]
    assert holds(sheet)


def test_the_list_takes_two_hundred_questions_and_refuses_the_next():
    sheet = made(*(own(f"n{number}", f"Question {number}") for number in range(limits.ENTRIES)))
    refused = refusal(own("more", "One more"), sheet)
    assert (refused.code, refused.limit) == ("full", limits.ENTRIES)
    assert made(own("n7", "Question 7"), of=sheet) == sheet, "one that is there already is no new one"


def test_a_fourth_star_is_refused_and_a_star_can_be_handed_on():
    sheet = made(*(own(id, f"Question {id}") for id in "abcd"), *(act.star(id, True) for id in "abc"))
    assert refusal(act.star("d", True), sheet).code == "three-stars"
    sheet = made(act.star("a", False), act.star("d", True), of=sheet)
    assert [entry.id for entry in sheet.stars] == ["b", "c", "d"]


ORDER = st.permutations("abcdef").map("".join)


@given(ORDER, st.sampled_from("abcdef"), st.sampled_from([-1, 1]))
def test_a_move_passes_one_neighbour_and_stops_at_the_ends(order, which, by):
    sheet = made(*(own(id, f"Question {id}") for id in order))
    here = order.index(which)
    there = min(max(here + by, 0), 5)
    wanted = list(order)
    wanted[here], wanted[there] = wanted[there], wanted[here]
    assert [entry.id for entry in act.move(which, by)(sheet).entries] == wanted


@given(ORDER, st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.sampled_from([-1, 1]))
def test_a_move_past_a_named_neighbour_is_made_once_and_keeps_everybody(order, which, past, by):
    sheet = made(*(own(id, f"Question {id}") for id in order))
    moved = act.move(which, by, past)(sheet)
    after = [entry.id for entry in moved.entries]
    assert sorted(after) == list("abcdef")
    if past != which:
        assert (after.index(which) - after.index(past)) * by > 0
        assert act.move(which, by, past)(moved) == moved
        others = [id for id in order if id != which]
        assert [id for id in after if id != which] == others


def test_a_move_of_nothing_or_of_two_is_refused():
    assert refusal(act.move("gone", 1)).code == "unknown-entry"
    assert refusal(act.move("a", 2), made(own())).code == "unknown-value"


def test_an_answer_replaces_the_one_that_the_form_showed():
    sheet = made(own())
    sheet = act.answer("a", "Yes", "Dr Lin", base_of(sheet.entries[0]))(sheet)
    sheet = act.answer("a", "No", "", base_of(sheet.entries[0]))(sheet)
    assert sheet.entries[0].answers == (Written(text="No"),)
    assert act.answer("a", " ", "Dr Lin", base_of(sheet.entries[0]))(sheet).entries[0].answers == ()


texts = st.text("abc 疼", min_size=1, max_size=8).filter(str.strip)


@given(texts, texts)
def test_when_two_devices_write_at_once_both_answers_are_kept(one, two):
    sheet = made(own())
    base = base_of(sheet.entries[0])
    sheet = made(
        act.answer("a", one, "", base), act.answer("a", two, "", base), act.answer("a", two, "", base), of=sheet
    )
    kept = [answer.text for answer in sheet.entries[0].answers]
    assert kept == ([one.strip(), two.strip()] if one.strip() != two.strip() else [one.strip()])


def test_who_has_seen_both_answers_can_settle_on_one():
    sheet = made(own(), act.answer("a", "Yes", "", ""), act.answer("a", "No", "", "stale"))
    assert len(sheet.entries[0].answers) == 2
    settled = act.answer("a", "Yes, then no", "", base_of(sheet.entries[0]))(sheet)
    assert [answer.text for answer in settled.entries[0].answers] == ["Yes, then no"]


def test_an_empty_answer_from_an_old_form_takes_nothing_away():
    sheet = made(own(), act.answer("a", "Yes", "", "stale"))
    assert made(act.answer("a", "", "", "stale"), of=sheet) == sheet


def test_answers_side_by_side_come_to_an_end():
    sheet = made(own(), *(act.answer("a", f"Version {number}", "", "stale") for number in range(9)))
    assert len(sheet.entries[0].answers) == limits.ANSWERS
    assert refusal(act.answer("a", "Another", "", "stale"), sheet).code == "full"


def test_how_the_answer_was_says_that_the_question_was_asked():
    entry = made(own(), act.mark("a", False, "vague")).entries[0]
    assert (entry.asked, entry.heard) == (True, "vague")
    assert refusal(act.mark("a", True, "loud"), made(own())).field == "heard"


def test_a_rating_is_changed_and_taken_back():
    sheet = made(act.rate("chronic-pain", "long-life", "much"), act.rate("chronic-pain", "long-life", "little"))
    assert [rating.weight for rating in sheet.ratings] == ["little"]
    assert made(act.unrate("chronic-pain", value="long-life"), of=sheet).ratings == ()
    assert refusal(act.rate("chronic-pain", "long-life", "most")).code == "unknown-value"


def test_own_statements_are_rated_reworded_and_kept_when_two_reword_them():
    sheet = made(act.add_statement("chronic-pain", "s", "Being there for my son", "much"))
    base = base_of(sheet.ratings[0])
    sheet = made(
        act.rate_statement("chronic-pain", "s", "some"),
        act.reword("chronic-pain", "s", "Time with my son", base),
        act.reword("chronic-pain", "s", "Time with my children", base),
        act.reword("chronic-pain", "s", "Time with my children", base),
        of=sheet,
    )
    assert [(each.statement.zh_hans, each.weight) for each in sheet.ratings] == [
        ("Time with my son", "some"), ("Time with my children", "some"),
    ]  # fmt: skip
    assert refusal(act.reword("chronic-pain", "gone", "x", "")).code == "unknown-statement"
    assert refusal(act.rate_statement("chronic-pain", "", "much")).code == "unknown-statement"


def test_check_yourself_keeps_the_last_answer_until_the_reader_tries_again():
    sheet = made(
        act.choose_answer("chronic-pain", "one", "a"), act.choose_answer("chronic-pain", "one", "b"),
        act.choose_answer("cerebral-palsy", "one", "a"),
    )  # fmt: skip
    assert sheet.chosen("chronic-pain", "one") == "b"
    sheet = made(act.try_again("chronic-pain"), of=sheet)
    assert (sheet.chosen("chronic-pain", "one"), sheet.chosen("cerebral-palsy", "one")) == ("", "a")


def test_readiness_is_said_changed_and_taken_back():
    sheet = made(act.set_ready("chronic-pain", "sure", True), act.set_ready("chronic-pain", "sure", False))
    assert (sheet.is_ready("chronic-pain", "sure"), sheet.is_ready("chronic-pain", "clear")) == (False, None)
    assert made(act.set_ready("chronic-pain", "sure", None), of=sheet).ready == ()


def test_the_plan_keeps_steps_in_order_and_both_wordings_of_two_devices():
    sheet = made(act.add_step("s", "Ask for the study", "me", "Friday"), act.add_step("t", "Call the insurer"))
    base = base_of(sheet.plan[0])
    sheet = made(
        act.change_step("s", "Ask for the protocol", "me", "Friday", base),
        act.change_step("s", "Ask for the protocol", "me", "Friday", base),
        act.change_step("s", "Ask for the licence", "my son", "", base),
        act.change_step("s", "Ask for the licence", "my son", "", base),
        of=sheet,
    )
    assert [step.what for step in sheet.plan] == ["Ask for the protocol", "Ask for the licence", "Call the insurer"]
    assert [step.what for step in made(act.remove_step("s"), of=sheet).plan] == [
        "Ask for the licence",
        "Call the insurer",
    ]
    assert refusal(act.change_step("gone", "x", "", "", "")).code == "unknown-step"


def test_the_plan_takes_twenty_steps():
    sheet = made(*(act.add_step(f"n{number}", f"Step {number}") for number in range(30)))
    assert len(sheet.plan) == limits.STEPS


def test_several_changes_at_once_are_made_together_or_not_at_all():
    both = act.in_turn(own("a", "Is it safe?"), act.star("a", True))
    assert [entry.starred for entry in both(Worksheet()).entries] == [True]
    assert refusal(act.in_turn(own("a", "Is it safe?"), act.star("gone", True))).code == "unknown-entry"


def test_a_list_cannot_outgrow_what_one_reader_writes():
    sheet = made(*(own(f"n{number}", f"Question {number}") for number in range(limits.ENTRIES)))
    full = Worksheet(
        entries=tuple(
            entry.model_copy(update={"answers": (Written(text="药" * limits.ANSWER),)}) for entry in sheet.entries
        )
    )
    assert read(limits.as_bytes(full)) == full, "two hundred long Chinese answers have room"
    twice = tuple(entry.model_copy(update={"answers": entry.answers * 2}) for entry in full.entries)
    with pytest.raises(Refused, match="full"):
        limits.as_bytes(Worksheet(entries=twice))
