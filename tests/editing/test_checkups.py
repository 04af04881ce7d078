"""What the rules said is kept and never stale: whoever writes to anything a guide rests on makes them look again."""

import pytest

from conditions.editing import carrying, checkups
from conditions.guide import files, rules, rules_of_words, standards
from conditions.models import WORKING_COPY, Checkup, Claim, Finding, Guide, Source, Term

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(db):
    """The database of the tests comes with reports that hold (tests/publish.py)."""
    Checkup.objects.all().delete()


@pytest.fixture
def asked(monkeypatch):
    """How often the rules were asked."""
    calls = []
    check = rules.check
    monkeypatch.setattr(rules, "check", lambda guide: calls.append(guide.slug) or check(guide))
    return calls


@pytest.fixture
def asked_in_short(monkeypatch):
    """The same, of rules that find nothing at once: where only it matters whether they are asked."""
    calls = []
    monkeypatch.setattr(rules, "check", lambda guide: calls.append(guide.slug) or [])
    monkeypatch.setattr(standards, "judge", lambda guide: ())
    monkeypatch.setattr(rules_of_words, "measures", lambda guide: {})
    return calls


def row_of(model):
    """A row of this table that the migraine guide shows."""
    guide = carrying.read(SLUG)
    named = {Source: guide.sources[0].id, Term: guide.terms[0].id if guide.terms else None}
    if model is Guide:
        return Guide.objects.get(slug=SLUG)
    if model is Finding:
        return Finding.objects.filter(source__key__in=[source.id for source in guide.sources]).first()
    if model in named:
        return model.objects.filter(key=named[model]).first()
    for path in ("guide__slug", "option__guide__slug", "check_question__guide__slug"):
        link = path.split("__")[0]
        if any(field.name == link for field in model._meta.concrete_fields):
            return model.objects.filter(**{path: SLUG}).first()
    raise AssertionError(model)


def test_a_report_says_what_the_rules_the_meter_and_the_measures_say():
    guide = carrying.read(SLUG)
    report = checkups.report(SLUG)
    assert [found.finding for found in report.found] == rules.check(guide)
    assert [(item.id, item.state, item.because) for item in report.meter] == [
        (judged.item.id, judged.state, judged.because) for judged in standards.judge(guide)
    ]
    assert len(report.meter) == 35
    assert report.levels == rules_of_words.measures(guide)


def test_the_rules_are_asked_once_and_what_is_kept_says_the_same(asked):
    first = checkups.report(SLUG)
    assert checkups.report(SLUG) == first
    assert checkups.kept_reports([SLUG]) == {SLUG: first}
    assert asked == [SLUG]


@pytest.mark.parametrize("model", WORKING_COPY, ids=lambda model: model.__name__)
def test_whatever_is_written_to_any_table_makes_the_rules_look_again(model, asked_in_short):
    row = row_of(model)
    if row is None:
        model = Claim  # the migraine guide has none of these: another test would say so
        row = row_of(model)
    checkups.report(SLUG)
    name = next(f.name for f in model._meta.concrete_fields if f.name in ("position", "slug", "key", "general"))
    for how in (
        lambda: row.save(),
        lambda: type(row).objects.filter(pk=row.pk).update(**{name: getattr(row, name)}),
    ):
        how()
        assert checkups.counts([SLUG]) == {}, "what is kept no longer holds"
        checkups.report(SLUG)
        assert SLUG in checkups.counts([SLUG])
    assert asked_in_short == [SLUG] * 3


def test_a_change_that_ends_an_error_is_seen_at_once():
    claim = Claim.objects.filter(guide__slug=SLUG).first()
    before = checkups.report(SLUG)
    Claim.objects.filter(pk=claim.pk).update(because_zh_hans="")
    fresh = checkups.report(SLUG)
    (error,) = [found for found in fresh.errors if found.finding.place == f"claims/{claim.key}/because"][:1]
    assert error.is_about("claim", claim.pk)
    assert error.address.endswith(f"/claim/{claim.pk}/change/#id_because_en")
    assert checkups.counts([SLUG])[SLUG].errors == len(fresh.errors) > len(before.errors)


def test_rows_that_come_and_go_are_seen():
    checkups.report(SLUG)
    claim = Claim.objects.filter(guide__slug=SLUG).first()
    claim.pk = None
    claim.key = "another"
    claim.save()
    assert checkups.counts([SLUG]) == {}
    checkups.report(SLUG)
    claim.delete()
    assert checkups.counts([SLUG]) == {}


def test_what_another_guide_changes_of_its_own_makes_nobody_look_again():
    checkups.report(SLUG)
    Claim.objects.filter(guide__slug="chronic-pain").first().save()
    unused = Source.objects.exclude(key__in=[source.id for source in carrying.read(SLUG).sources]).first()
    unused.save()
    assert SLUG in checkups.counts([SLUG])


def test_a_source_that_was_missing_is_seen_when_it_comes():
    Guide.objects.filter(slug=SLUG).update(who_for_en="It was 3 days [@not-there-yet].")
    report = checkups.report(SLUG)
    assert any("not-there-yet" in found.finding.reason for found in report.errors)
    source = Source.objects.first()
    source.pk, source.key = None, "not-there-yet"
    source.save()
    assert checkups.counts([SLUG]) == {}
    assert not any("no source 'not-there-yet'" in found.finding.reason for found in checkups.report(SLUG).errors)


def test_loading_files_over_the_working_copy_is_seen():
    checkups.report(SLUG)
    carrying.load(files.load(SLUG))
    assert checkups.counts([SLUG]) == {}


def test_a_report_that_was_overtaken_while_it_was_made_does_not_hold(monkeypatch):
    read = carrying.read

    def overtaken(slug):
        guide = read(slug)
        Claim.objects.filter(guide__slug=SLUG).first().save()
        return guide

    monkeypatch.setattr(carrying, "read", overtaken)
    checkups.report(SLUG)
    assert checkups.counts([SLUG]) == {}


def test_other_rules_look_again(monkeypatch):
    checkups.report(SLUG)
    Checkup.objects.filter(slug=SLUG).update(program="an older one")
    assert checkups.counts([SLUG]) == {}
