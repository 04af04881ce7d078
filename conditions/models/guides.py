"""The working copy of a guide: the guide itself and what readers do with it (choices, risks, values, questions)."""

from __future__ import annotations

from django.db import models

from conditions.guide import document as doc
from conditions.models.rows import Row, belongs_to, ids, label, one_of, running, source_ids


class Guide(models.Model):
    """Everything the site says about one condition, as editors see it. Readers see editions, never this."""

    document = doc.Guide

    slug = models.SlugField(max_length=80, unique=True)
    general = models.BooleanField(default=False, help_text="What all conditions share; it holds no decision.")
    name = label()
    title = label()
    main_message = running()
    decision = running()
    who_for = running()
    not_for = running()
    what_it_is = running()
    natural_course = running()
    first_step = running()
    shown_first = ids("Ids of the outcomes that the overview draws, separated by commas.")
    ladder_summary = running()
    after_harm = running()
    about_searched_on = models.DateField("evidence searched on")
    about_next_review = models.DateField("next review")
    about_search = running()
    about_chosen = running()
    about_written_by = running()
    about_drafting = running()
    about_review = running()
    about_funding = running()
    about_updates = running()

    class Meta:
        ordering = ["slug"]
        permissions = [
            ("write_guide", "Can write both languages of a guide"),
            ("translate_guide", "Can write the Chinese of a guide"),
            ("review_guide", "Can sign the clinical review of a guide"),
            ("publish_guide", "Can publish, withdraw and republish a guide"),
        ]

    def __str__(self) -> str:
        return self.slug


class Point(Row):
    """One thing known, not known, or not verified."""

    document = doc.Point
    text = running()

    class Meta(Row.Meta):
        abstract = True


class Known(Point):
    """What is known."""

    guide = belongs_to("Guide", "known")

    class Meta(Row.Meta):
        verbose_name = verbose_name_plural = "known"


class Unknown(Point):
    """What nobody knows."""

    guide = belongs_to("Guide", "unknown")

    class Meta(Row.Meta):
        verbose_name = verbose_name_plural = "not known"


class NotVerified(Point):
    """What we could not verify."""

    guide = belongs_to("Guide", "about_not_verified")

    class Meta(Row.Meta):
        verbose_name = verbose_name_plural = "not verified"


class Choice(Row):
    """One of the five columns of the comparison."""

    document = doc.Choice
    guide = belongs_to("Guide", "choices")
    key = one_of(doc.ChoiceId, verbose_name="id")
    name = label()
    involves = running()
    like = running()
    better = running()
    worse = running()
    cost = running()
    oversight = running()
    rules_out = running()


class Risk(Row):
    """A harm with numbers, a harm as reported cases, a lost chance, or money."""

    document = doc.Risk
    guide = belongs_to("Guide", "risks")
    group = one_of(doc.RiskGroup)
    title = label()
    text = running()
    sources = source_ids()


class WarningSign(Row):
    """Something in an advert or an offer that should make a reader stop."""

    document = doc.WarningSign
    guide = belongs_to("Guide", "warning_signs")
    sign = running()
    because = running()
    sources = source_ids()
    question = models.SlugField(max_length=80, blank=True, default="")


class Country(Row):
    """The law of one country or region."""

    document = doc.Country
    guide = belongs_to("Guide", "countries")
    name = label()
    rule = running()
    how_to_check = running()
    report = running()
    checked_on = models.DateField()
    sources = source_ids()

    class Meta(Row.Meta):
        verbose_name_plural = "countries"


class Value(Row):
    """A statement to rate."""

    document = doc.Value
    guide = belongs_to("Guide", "values")
    pair = models.SlugField(max_length=80, help_text="Two statements with one pair pull apart.")
    rows = ids("Rows of the comparison that answer it: involves, like, better, worse, cost, oversight, rules_out.")
    statement = running()


class Check(Row):
    """A question to check one's understanding."""

    document = doc.Check
    guide = belongs_to("Guide", "checks")
    ask = running()


class Answer(Row):
    """One answer to a check question."""

    document = doc.Answer
    check_question = belongs_to("Check", "answers")
    text = running()
    right = models.BooleanField(default=False)
    teaches = running()


class Question(Row):
    """Something to ask."""

    document = doc.Question
    guide = belongs_to("Guide", "questions")
    topic = one_of(doc.Topic)
    whom = one_of(doc.Whom)
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 to 10: among the first ones to ask.")
    ask = running()
    ask_for_other = running()
    why = running()
    clear_answer = running()
    warning_answer = running()
    sources = source_ids()


class Signed(Row):
    """An IPDAS item that a person must judge."""

    document = doc.Signed
    guide = belongs_to("Guide", "about_signed")
    state = one_of(doc.MeterState)
    because = running()

    class Meta(Row.Meta):
        verbose_name = verbose_name_plural = "signed IPDAS items"
