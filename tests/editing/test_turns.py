"""Whose turn it is: states follow from steps and changes, moves follow the roles, nobody signs their own words."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from conditions.editing import carrying, changes, freshness, publishing, turns
from conditions.editing.freshness import Seen
from conditions.editing.refusals import Refused
from conditions.editing.roles import Role
from conditions.editing.states import MOVES, State
from conditions.guide.document import Text
from conditions.models import Change, Claim, Step, Term

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
NOTE = Text(en="Mended a word.", zh_hans="改了一个词。")


def write(by, column, words):
    with changes.recorded(by=by.username, row=Claim.objects.get(guide__slug=SLUG, key="root-cause")) as claim:
        setattr(claim, column, words)
        claim.save()


def add(by, column, words):
    write(by, column, said(column) + words)


def said(column):
    return getattr(Claim.objects.get(guide__slug=SLUG, key="root-cause"), column)


def signed(ada, bo):
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    turns.move(by=bo, slug=SLUG, to=State.READY)


def test_what_ships_is_published_and_level():
    stand = turns.stand(SLUG)
    assert stand.state is State.PUBLISHED
    assert stand.stale == []
    assert stand.writers == frozenset()
    assert set(turns.every_state().values()) == {State.PUBLISHED}


def test_a_guide_goes_from_draft_to_published_through_every_hand(ada, bo, lin):
    write(ada, "because_en", said("because_en") + " This is one more sentence.")
    assert turns.state(SLUG) is State.DRAFT
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW, remark="One sentence more.")
    assert turns.state(SLUG) is State.IN_REVIEW
    turns.move(by=bo, slug=SLUG, to=State.READY)
    assert turns.state(SLUG) is State.READY
    assert turns.stand(SLUG).signed.by == "bo"
    assert turns.stand(SLUG).publishable_in_english_alone
    turns.move(by=lin, slug=SLUG, to=State.IN_TRANSLATION)
    assert turns.state(SLUG) is State.IN_TRANSLATION
    write(lin, "because_zh_hans", said("because_zh_hans") + "又多了一句话。")
    assert turns.state(SLUG) is State.PUBLISHABLE
    assert turns.every_state()[SLUG] is State.PUBLISHABLE
    publishing.publish(by="pat", slug=SLUG, significance="wording", note=NOTE)
    assert turns.state(SLUG) is State.PUBLISHED
    kept = [(step.by, step.came_from, step.to) for step in Step.objects.filter(slug=SLUG).order_by("pk")][1:]
    assert kept == [
        ("ada", "draft", "in clinical review"),
        ("bo", "in clinical review", "ready for translation"),
        ("lin", "ready for translation", "in translation"),
        ("pat", "publishable", "published"),
    ]


@pytest.mark.parametrize("when", ["in review", "in translation", "publishable"])
def test_english_that_changes_after_the_review_began_goes_back_to_draft(when, ada, bo, lin):
    if when == "in translation":
        add(ada, "because_en", " Nobody knows.")
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    if when != "in review":
        turns.move(by=bo, slug=SLUG, to=State.READY)
    if when == "in translation":
        turns.move(by=lin, slug=SLUG, to=State.IN_TRANSLATION)
    write(ada, "because_en", "Nobody has tested this. It is an idea.")
    assert turns.state(SLUG) is State.DRAFT
    assert turns.stand(SLUG).signed is None


def test_a_changed_figure_is_a_change_like_any_other(ada, bo):
    signed(ada, bo)
    with changes.recorded(by="ada", row=Claim.objects.get(guide__slug=SLUG, key="root-cause")) as claim:
        claim.verdict = "too-early"
        claim.save()
    assert turns.state(SLUG) is State.DRAFT


def test_chinese_mended_alone_asks_for_no_second_review(lin):
    write(lin, "because_zh_hans", said("because_zh_hans") + "又多了一句话。")
    assert turns.state(SLUG) is State.PUBLISHABLE


def test_an_error_of_the_rules_keeps_a_guide_from_being_publishable(ada, bo):
    write(ada, "because_en", "A miracle.")
    write(ada, "because_zh_hans", "没有人试过。")
    signed(ada, bo)
    stand = turns.stand(SLUG)
    assert stand.state is State.READY
    assert any("miracle" in finding.reason for finding in stand.errors)
    assert not stand.publishable_in_english_alone


def test_a_reviewer_cannot_review_what_they_wrote(person, ada):
    both = person("both", Role.EDITOR, Role.REVIEWER)
    write(both, "because_en", "Nobody has tested this.")
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    with pytest.raises(Refused) as refused:
        turns.move(by=both, slug=SLUG, to=State.READY)
    assert refused.value.why is Refused.Why.OWN_WORDS
    assert turns.state(SLUG) is State.IN_REVIEW
    assert not any(move.signs for move in turns.moves(both, turns.stand(SLUG)))


def test_a_superuser_cannot_either(keeper, ada):
    write(keeper, "because_en", "Nobody has tested this.")
    turns.move(by=keeper, slug=SLUG, to=State.IN_REVIEW)
    with pytest.raises(Refused) as refused:
        turns.move(by=keeper, slug=SLUG, to=State.READY)
    assert refused.value.why is Refused.Why.OWN_WORDS


def test_words_of_an_older_edition_bind_nobody(person, ada, bo):
    both = person("both", Role.EDITOR, Role.REVIEWER)
    write(both, "because_zh_hans", said("because_zh_hans") + "又多了一句话。")
    publishing.publish(by="pat", slug=SLUG, significance="wording", note=NOTE)
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    turns.move(by=both, slug=SLUG, to=State.READY)
    assert turns.stand(SLUG).signed.by == "both"


def test_nobody_sets_what_is_worked_out(ada, bo, pat, keeper):
    for who in (ada, bo, pat, keeper):
        for to in (State.PUBLISHABLE, State.PUBLISHED, State.WITHDRAWN):
            with pytest.raises(Refused):
                turns.move(by=who, slug=SLUG, to=to)
    assert turns.state(SLUG) is State.PUBLISHED


def test_each_role_takes_its_own_steps_and_no_other(person, ada, bo):
    """The steps of the other roles are refused in every state."""
    people = {role: person(role.name.lower(), role) for role in Role}
    expected = {
        State.PUBLISHED: {Role.EDITOR},
        State.IN_REVIEW: {Role.EDITOR, Role.REVIEWER},
        State.PUBLISHABLE: {Role.EDITOR, Role.REVIEWER, Role.PUBLISHER},
    }
    for state, who in expected.items():
        stand = turns.stand(SLUG)
        assert stand.state is state
        assert {role for role in Role if turns.moves(people[role], stand)} == who
        for role in set(Role) - who:
            for to in State:
                with pytest.raises(Refused):
                    turns.move(by=people[role], slug=SLUG, to=to, remark="why")
        if state is State.PUBLISHED:
            turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
        elif state is State.IN_REVIEW:
            turns.move(by=bo, slug=SLUG, to=State.READY)


def test_who_sends_back_says_why(ada, bo):
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    with pytest.raises(Refused) as refused:
        turns.move(by=bo, slug=SLUG, to=State.DRAFT, remark="  ")
    assert refused.value.why is Refused.Why.NEEDS_A_REMARK
    turns.move(by=bo, slug=SLUG, to=State.DRAFT, remark="The figure is for adults only.")
    assert turns.stand(SLUG).last.remark == "The figure is for adults only."


def test_english_that_changed_leaves_its_chinese_behind(ada, lin):
    before = said("because_en")
    write(ada, "because_en", "Nobody has tested this.")
    write(ada, "because_en", "Nobody has tested this so far.")
    (place,) = turns.stale(SLUG)
    assert (place.place, place.was, place.now, place.by) == (
        "claims/root-cause/because", before, "Nobody has tested this so far.", "ada",
    )  # fmt: skip
    write(lin, "because_zh_hans", "至今没有人试过。")
    assert turns.stale(SLUG) == []


def test_english_changed_and_changed_back_asks_for_nothing(ada):
    before = said("because_en")
    write(ada, "because_en", "Nobody has tested this.")
    write(ada, "because_en", before)
    assert turns.stale(SLUG) == []


def test_both_languages_saved_together_are_level(ada):
    with changes.recorded(by="ada", row=Claim.objects.get(guide__slug=SLUG, key="root-cause")) as claim:
        claim.because_en, claim.because_zh_hans = "Nobody has tested this.", "没有人试过。"
        claim.save()
    assert turns.stale(SLUG) == []


def test_somebody_who_knows_both_can_say_that_the_chinese_still_holds(ada, lin, bo):
    write(ada, "because_en", said("because_en").replace("  ", " ") + " ")
    write(ada, "because_en", said("because_en") + " So it is.")
    (place,) = turns.stale(SLUG)
    about = {"slug": SLUG, "model": place.model, "row": place.row, "field": place.field}
    with pytest.raises(Refused):
        freshness.confirm(by=bo, **about)
    freshness.confirm(by=lin, **about)
    assert turns.stale(SLUG) == []
    assert "lin" not in turns.stand(SLUG).writers  # who confirms has written nothing
    with pytest.raises(Refused):
        freshness.confirm(by=lin, **about)


def test_what_ships_is_level_again_however_it_was_before(ada):
    add(ada, "because_en", " Nobody has tested this.")
    assert turns.stale(SLUG)
    publishing.publish(by="shipped content", slug=SLUG, significance="wording", note=NOTE)
    assert turns.stale(SLUG) == []
    assert turns.state(SLUG) is State.PUBLISHED


def test_english_published_alone_leaves_its_chinese_to_the_translators(ada, bo, lin):
    add(ada, "because_en", " Nobody has tested this.")
    signed(ada, bo)
    publishing.publish(by="pat", slug=SLUG, significance="wording", note=NOTE)
    assert turns.state(SLUG) is State.READY
    turns.move(by=lin, slug=SLUG, to=State.IN_TRANSLATION)
    assert turns.state(SLUG) is State.IN_TRANSLATION
    add(lin, "because_zh_hans", "没有人试过。")
    assert turns.state(SLUG) is State.PUBLISHABLE


def test_a_term_that_changes_concerns_every_guide_that_uses_it(ada):
    users = {slug for slug in turns.every_state() if carrying.read(slug).term("placebo")}
    assert len(users) > 1
    with changes.recorded(by="ada", row=Term.objects.get(key="placebo")) as term:
        term.plain_en += " It looks the same."
        term.save()
    states = turns.every_state()
    assert {slug for slug, state in states.items() if state is State.DRAFT} >= users
    assert "terms/placebo/plain" in [place.place for place in turns.stale(SLUG)]


def test_a_withdrawn_guide_stays_withdrawn_until_it_is_reviewed_again(ada, bo):
    Step.objects.create(slug=SLUG, by="pat", came_from="published", to="withdrawn", remark="a wrong figure")
    assert turns.state(SLUG) is State.WITHDRAWN
    signed(ada, bo)
    assert turns.state(SLUG) is State.PUBLISHABLE


def test_a_guide_that_is_not_there_has_no_turns(ada):
    with pytest.raises(carrying.NoSuchGuide):
        turns.move(by=ada, slug="no-such-guide", to=State.IN_REVIEW)


def test_every_state_of_all_guides_takes_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        turns.every_state()


def test_steps_and_changes_stay_as_they_are(ada):
    write(ada, "because_en", "Nobody has tested this.")
    for model in (Change, Step):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            model.objects.update(by="somebody else")
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            model.objects.all().delete()


def test_no_move_leads_to_a_state_that_is_worked_out():
    assert not {move.to for move in MOVES} & {State.PUBLISHABLE, State.PUBLISHED, State.WITHDRAWN}


words = st.sampled_from("abc")


@given(st.lists(st.tuples(st.sampled_from(["en", "zh_hans"]), words)))
def test_chinese_is_behind_exactly_when_its_english_is_no_longer_what_it_rendered(story):
    """However the two languages are written in turn, held against a plain account of what each rendered."""
    from django.utils import timezone

    now = timezone.now()
    english = rendered = "a"
    seen = []
    for number, (language, new) in enumerate(story):
        old = english if language == "en" else "z"
        at = now + timezone.timedelta(seconds=number)
        seen.append(Seen("claim", 1, "because", language, "ada", at, old, new))
        if language == "en":
            english = new
        else:
            rendered = english
    assert bool(freshness.behind(seen)) == (english != rendered)


# the page

PAGE = reverse("admin:turns", args=[SLUG])


def test_the_page_offers_the_steps_that_a_person_may_take(ada, bo, lin, signed_in):
    assert 'value="in clinical review"' in signed_in(ada).get(PAGE).text
    assert 'name="to"' not in signed_in(lin).get(PAGE).text
    response = signed_in(ada).post(PAGE, {"to": "in clinical review", "remark": "Please look at the claims."})
    assert response.status_code == 302
    page = signed_in(bo).get(PAGE).text
    assert "Please look at the claims." in page
    assert "Sign the review" in page
    assert "Sign the review" not in signed_in(ada).get(PAGE).text


def test_a_step_that_is_refused_changes_nothing_and_keeps_the_remark(ada, bo, lin, signed_in):
    turns.move(by=ada, slug=SLUG, to=State.IN_REVIEW)
    steps = Step.objects.count()
    assert signed_in(lin).post(PAGE, {"to": "ready for translation"}).status_code == 403
    assert signed_in(bo).post(PAGE, {"to": "draft", "remark": ""}).status_code == 400
    late = signed_in(ada).post(PAGE, {"to": "in translation", "remark": "<b>Half</b> a page of thoughts"})
    assert late.status_code == 400
    assert "&lt;b&gt;Half&lt;/b&gt; a page of thoughts" in late.text
    assert Step.objects.count() == steps


@pytest.mark.parametrize(
    "sent", [{}, {"to": "published"}, {"to": "nonsense"}, {"to": ["draft", "x"], "remark": "\x00"}]
)
def test_nonsense_gets_a_clear_page(sent, ada, signed_in):
    assert signed_in(ada).post(PAGE, sent).status_code in (400, 403, 404)
    assert signed_in(ada).get(reverse("admin:turns", args=["no-such-guide"])).status_code == 404


def test_old_chinese_is_listed_with_its_english_and_can_be_confirmed(ada, lin, bo, signed_in):
    add(ada, "because_en", " Nobody has tested this.")
    page = signed_in(lin).get(PAGE)
    assert "claims/root-cause/because" in page.text
    assert "Nobody has tested this." in page.text
    (place,) = page.context["stand"].stale
    sent = {"model": place.model, "row": place.row, "field": place.field}
    confirm = reverse("admin:confirm-chinese", args=[SLUG])
    assert signed_in(bo).post(confirm, sent).status_code == 403
    assert signed_in(lin).get(confirm).status_code == 405
    assert signed_in(lin).post(confirm, {**sent, "row": "x"}).status_code == 404
    assert signed_in(lin).post(confirm, sent).status_code == 302
    assert "claims/root-cause/because" not in signed_in(lin).get(PAGE).text


def test_the_page_speaks_both_languages(ada, signed_in, language):
    page = signed_in(ada).get(PAGE, headers={"accept-language": language.code}).text
    assert ("这份指南现在是" in page) == language.is_chinese
