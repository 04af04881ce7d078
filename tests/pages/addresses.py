"""Every address of the readers' pages, in one list that all tests of pages walk."""

from conditions.pages.names import PARTS

SLUG = "chronic-migraine"
GUIDE = f"conditions/{SLUG}/"
PARTS_OF_GUIDE = [GUIDE if part == "overview" else f"{GUIDE}{part}/" for part in PARTS]
GUIDE_PAGES = [*PARTS_OF_GUIDE, f"{GUIDE}all/", f"{GUIDE}editions/"]
PAGES = [
    "", *GUIDE_PAGES, "glossary/", "about/", "about/how-we-made-this/", "privacy/", "accessibility/",
]  # fmt: skip
