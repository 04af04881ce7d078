"""Every address of the readers' pages, in one list that all tests of pages walk."""

from conditions.guide.document import Guide
from conditions.reading import guides, names
from tests import shipped

SLUG = "chronic-migraine"
GUIDE = f"conditions/{SLUG}/"


def parts_of(guide: Guide) -> list[str]:
    """The addresses of the parts of a guide, after the language."""
    short = names.SHORT_ADDRESSES if guide.general else {}
    start = f"conditions/{guide.slug}/"
    return [
        start if part == "overview" else f"{short[part]}/" if part in short else f"{start}{part}/"
        for part in guides.parts(guide)
    ]


GUIDES = {slug: shipped.guide(slug) for slug in shipped.SLUGS}
CONDITIONS = [guide for guide in GUIDES.values() if not guide.general]
PARTS_OF_GUIDES = [address for guide in GUIDES.values() for address in parts_of(guide)]
WHOLE_GUIDES = [f"conditions/{slug}/all/" for slug in GUIDES]
GUIDE_PAGES = [
    *PARTS_OF_GUIDES,
    *WHOLE_GUIDES,
    *(f"conditions/{slug}/editions/" for slug in GUIDES),
    f"{GUIDE}editions/1/",
]
PAGES = ["", *GUIDE_PAGES, "glossary/", "about/", "about/how-we-made-this/", "privacy/", "accessibility/"]
