"""The names of what the document calls by ids: parts, rungs, verdicts, topics. Interface words; Chinese in locale/."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The parts of a guide in reading order, with the names that the contents list shows.
PARTS = {
    "overview": _("Overview"),
    "options": _("Your options, side by side"),
    "evidence": _("What studies found"),
    "how-it-works": _("How it is said to work"),
    "claims": _("What adverts say"),
    "risks": _("Risks and costs"),
    "values": _("What matters to you"),
    "check": _("Check yourself"),
    "questions": _("Questions to ask"),
    "sources": _("Sources"),
    "about": _("About this guide"),
}
# The guide that all conditions share: its parts, and which of them have a short address of their own.
GENERAL = "before-you-sign"
GLOSSARY = _("Glossary")
GENERAL_PARTS = {
    "overview": _("Overview"),
    "risks": _("What has gone wrong"),
    "warning-signs": _("Warning signs"),
    "law": _("The law, country by country"),
    "report-harm": _("If something went wrong"),
    "claims": _("What adverts say"),
    "how-it-works": _("How it is said to work"),
    "questions": _("Questions to ask"),
    "sources": _("Sources"),
    "about": _("About this guide"),
}
# The parts on which a reader writes: worksheets/ shows them.
WITH_A_LIST = ("questions", "values", "check")
SHORT_ADDRESSES = {"risks": "safety", "warning-signs": "warning-signs", "law": "law", "report-harm": "report-harm"}
# The four conditions, so that the home page can say honestly which ones are not published yet.
CONDITIONS = {
    "chronic-migraine": _("Chronic migraine"),
    "chronic-pain": _("Chronic pain"),
    "cerebral-palsy": _("Cerebral palsy"),
    "spinal-degeneration": _("Spinal degeneration"),
}
CHOICE_ROWS = (
    ("involves", _("What it involves")),
    ("like", _("What it is like")),
    ("better", _("What may get better")),
    ("worse", _("What may go wrong")),
    ("cost", _("Cost, and who pays")),
    ("oversight", _("Who watches over it")),
    ("rules_out", _("What it rules out later")),
)
CHOICE_ROW_NAMES = dict(CHOICE_ROWS)
# How much a statement matters to a reader, in four words.
WEIGHTS = {
    "much": _("Matters a lot"),
    "some": _("Matters somewhat"),
    "little": _("Does not matter"),
    "unsure": _("Not sure"),
}
RUNGS = {
    "idea": _("An idea"),
    "lab": _("In a dish"),
    "animal": _("In animals"),
    "uncompared": _("In people, not compared"),
    "compared": _("In people, compared fairly"),
}
SHOWN = {
    "idea": _("An idea only"),
    "lab": _("Shown in a dish"),
    "animal": _("Shown in animals"),
    "early-human": _("Seen in people, not compared"),
    "controlled-human": _("Shown in people, compared fairly"),
}
SHOWN_ORDER = tuple(SHOWN)
ABOUT = {
    "cells": _("This is about the cells"),
    "disease": _("This is about the illness"),
    "other-treatment": _("This is about another treatment"),
}
VERDICTS = {
    "supported": _("Supported"),
    "partly-supported": _("Partly supported"),
    "too-early": _("Too early to say"),
    "lab-only": _("Shown only in the laboratory"),
    "not-shown": _("Not shown"),
    "misleading": _("Misleading"),
}
TOPICS = {
    "cells": _("The cells"),
    "evidence": _("The evidence"),
    "benefits": _("What may get better"),
    "risks": _("Risks"),
    "regulation": _("Rules and permits"),
    "cost": _("Money"),
    "procedure": _("How it is done"),
    "aftercare": _("Afterwards"),
    "alternatives": _("Other choices"),
    "my-situation": _("My situation"),
}
WHOM = {
    "clinic": _("Ask the clinic"),
    "own-doctor": _("Ask your own doctor"),
    "payer": _("Ask whoever pays"),
    "ourselves": _("Ask yourselves"),
}
RISK_GROUPS = {
    "counted": _("Harms that were counted"),
    "reported": _("Harms that were reported, without a rate"),
    "lost-chance": _("Chances you may lose"),
    "money": _("Money"),
}
DESIGNS = {
    "lab": _("laboratory study"),
    "animal": _("animal study"),
    "case-report": _("report of one case"),
    "case-series": _("report of several cases, nobody compared"),
    "single-arm-trial": _("trial with one group, nobody compared"),
    "randomised-trial": _("randomised trial"),
    "cohort": _("people followed over time"),
    "systematic-review": _("review of all studies"),
    "review": _("review by experts"),
    "guideline": _("guideline"),
    "regulator": _("regulator or court"),
    "registry-record": _("entry in a trial register"),
    "press-release": _("press release or news"),
    "clinic-page": _("a seller’s or clinic’s own page"),
}
CHECKED = {
    "full-text": _("full text read"),
    "abstract": _("abstract read"),
    "registry": _("register entry read"),
    "official-page": _("official page read"),
    "secondary": _("reported by others; the original was not read"),
    "seed-only": _("an advert’s own words, not checked"),
    "unverified": _("not verified; its figures are not used"),
}
PAID_BY = {
    "industry": _("paid by a company with a stake in the result"),
    "clinic": _("done by those who sell the treatment"),
    "public": _("paid by public money"),
    "none": _("no outside money"),
    "not-stated": _("who paid: not stated in what we read"),
}
# What a new edition changes for readers
SIGNIFICANCE = {
    "first": _("The first edition"),
    "wording": _("Wording only"),
    "minor": _("A small change"),
    "changes-advice": _("It changes the advice"),
}
METER = {
    "met": pgettext_lazy("standard", "Met"),
    "partly": pgettext_lazy("standard", "Partly met"),
    "not-met": pgettext_lazy("standard", "Not met"),
}
METER_GROUPS = {
    "qualifying": _("What makes a decision aid (qualifying)"),
    "certifying": _("What keeps it fair (certifying)"),
    "quality": _("What makes it good (quality)"),
}
