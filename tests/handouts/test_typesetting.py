"""Sheets as PDFs, of every kind, guide, choice of languages, size and paper: nothing lost, nothing cut, all tagged."""

import re
from collections import Counter

import pytest

from conditions.guide.languages import CHINESE, ENGLISH
from conditions.handouts import kinds
from conditions.handouts.sheets import as_data
from tests.handouts.papers import SHEETS, opened, sheet, words
from tests.handouts.printed import LANGUAGES, MM, handout, squeezed

SITE = "https://ask-first.example"

# sides in one language at normal size; another language or large type doubles them, both make four times as many
MOST_SIDES = {"leaflet": 4, "clinician": 1}
SMALLEST = {"normal": 8.5, "large": 16}
SMALL_PARTS = {"normal": 0.72, "large": 1}  # of it, for the numbers of sources, which stand high
SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
ENDORSED = {
    "en": "This list was prepared for you. Please go through the ticked questions.",
    "zh-hans": "这份清单是为您准备的，请逐条回答打了勾的问题。",
}
EVERY = [
    pytest.param(slug, kind, languages, size, paper, id=f"{slug}-{kind}-{languages}-{size}-{paper}")
    for slug, kind in SHEETS
    for languages in LANGUAGES
    for size, paper in [("normal", "a4"), ("large", "a4"), *([("normal", "letter")] if languages == "both" else [])]
] + [
    pytest.param("chronic-migraine", kind, "both", "large", "letter", id=f"{kind}-large-letter") for kind in kinds.KINDS
]
every_choice = pytest.mark.parametrize(("slug", "kind", "languages", "size", "paper"), EVERY)
every_sheet = pytest.mark.parametrize(("slug", "kind"), SHEETS)


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.SITE_ADDRESS = SITE


@every_choice
def test_every_word_of_the_sheet_is_on_paper_in_the_order_of_its_tags(slug, kind, languages, size, paper):
    printed = handout(slug, kind, languages, size, paper).text
    data = as_data(sheet(slug, kind, *LANGUAGES[languages]))
    expected = []
    for block in data["blocks"]:
        # a caption says what the heading above it says; large tables name their columns in each row
        shown = {name: part for name, part in block.items() if name not in ("caption", "head")}
        expected += [squeezed(each) for each in words(shown)]
        for source in block.get("entries", ()):
            expected += [squeezed(source["citation"]), squeezed(source["where"])]
    for each in expected:
        assert each in printed
    lost = Counter("".join(expected)) - Counter(printed)
    assert not lost


@every_choice
def test_no_word_leaves_its_side_or_runs_into_the_foot(slug, kind, languages, size, paper):
    printed = handout(slug, kind, languages, size, paper)
    width, height = (length * MM for length in SIZES[paper])
    for page in printed.pdf.pages:
        assert [float(each) for each in page.mediabox] == pytest.approx([0, 0, width, height], abs=0.1)
    for run in printed.runs:
        assert run.left >= 10 * MM, run
        assert run.right <= width - 10 * MM, run
        assert 5 * MM < run.base < height - 5 * MM, run
        assert run.size >= SMALLEST[size] * SMALL_PARTS[size] - 0.1, run
    for page in range(printed.sides):
        foot = min(run.base for run in printed.runs if run.foot and run.page == page)
        assert foot > height * 0.6
        assert all(run.base < foot - run.size for run in printed.runs if run.page == page and not run.foot)


@every_choice
def test_a_kind_keeps_to_its_sides(slug, kind, languages, size, paper):
    times = (2 if languages == "both" else 1) * (2 if size == "large" else 1)
    if kind in MOST_SIDES and paper == "a4":
        assert handout(slug, kind, languages, size, paper).sides <= MOST_SIDES[kind] * times


@every_choice
def test_every_side_says_which_edition_it_is_and_which_page(slug, kind, languages, size, paper):
    printed = handout(slug, kind, languages, size, paper)
    foot = as_data(sheet(slug, kind, *LANGUAGES[languages]))["foot"]
    for number in range(1, printed.sides + 1):
        said = printed.foot(number - 1)
        for code, line in foot["edition"].items():
            assert squeezed("".join(piece["words"] for piece in line)) in said
            pages = "".join(piece["words"] for piece in foot["pages"][code])
            assert squeezed(pages.format(page=number, pages=printed.sides)) in said
        assert f"ask-first.example/e/{slug}/1/" in said
    tops = [min(run.base for run in printed.runs if run.foot and run.page == page) for page in range(printed.sides)]
    assert max(tops) - min(tops) < 1  # at the same height on the last side, where the foot is the sheet's last words


@every_sheet
@pytest.mark.parametrize("languages", LANGUAGES)
def test_the_file_says_that_it_is_accessible_and_in_which_language(slug, kind, languages):
    printed = handout(slug, kind, languages)
    root = printed.pdf.Root
    lead = LANGUAGES[languages][0]
    assert root.Lang == {ENGLISH: "en", CHINESE: "zh-CN"}[lead]
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    record = root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in record
    title = sheet(slug, kind, *LANGUAGES[languages]).title[lead.code][0].words
    assert title in record
    assert "CreationDate" not in record  # the same sheet is the same file


@every_sheet
@pytest.mark.parametrize("languages", LANGUAGES)
def test_every_passage_is_marked_with_its_language(slug, kind, languages):
    printed = handout(slug, kind, languages)
    marked = {str(tag.Lang) for tag in printed.tags() if "/Lang" in tag} | {str(printed.pdf.Root.Lang)}
    for page in printed.pdf.pages:
        marked |= {each.decode() for each in re.findall(rb"/Lang\((.*?)\)", page.Contents.read_bytes())}
    wanted = {{ENGLISH: "en", CHINESE: "zh-CN"}[each] for each in LANGUAGES[languages]}
    assert wanted <= marked <= {"en", "zh-CN"}


@every_sheet
def test_headings_tables_and_drawings_have_their_tags(slug, kind):
    printed = handout(slug, kind, "both")
    tags = [str(tag.S) for tag in printed.tags()]
    assert tags.count("/H1") == 1
    assert "/H2" in tags
    data = as_data(sheet(slug, kind, ENGLISH, CHINESE))
    tables = [block for block in data["blocks"] if block["kind"] == "table"]
    assert tags.count("/Table") == len(tables)
    assert all(table["head"] and all(table["head"]) for table in tables)
    assert tags.count("/TR") == sum(len(table["rows"]) + bool(table["head"]) for table in tables)
    drawings = [tag for tag in printed.tags() if tag.S == "/Figure"]
    outcomes = [block for block in data["blocks"] if block["kind"] == "outcome"]
    the_code_of_the_address = 1
    drawn = sum(len(each["arrays"]) or bool(each["empty"]) for each in outcomes)
    assert len(drawings) == drawn + the_code_of_the_address
    assert all(str(tag.Alt).strip() for tag in drawings)


@every_sheet
@pytest.mark.parametrize("languages", LANGUAGES)
def test_fonts_are_embedded_and_hold_only_what_is_used(slug, kind, languages):
    for page in handout(slug, kind, languages).pdf.pages:
        for font in page.resources.Font.values():
            assert re.match(r"/[A-Z]{6}\+NotoSans(CJKsc)?-(Regular|Bold)", str(font.BaseFont))
            described = font.DescendantFonts[0].FontDescriptor
            embedded = described.get("/FontFile3") or described.get("/FontFile2")
            assert len(embedded.read_bytes()) < 500_000
            assert "/ToUnicode" in font


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("kind", ["clinician", "questions"])
def test_the_line_that_makes_lists_work_stands_in_each_language(kind, languages):
    printed = handout("chronic-pain", kind, languages).text
    for language in LANGUAGES[languages]:
        assert squeezed(ENDORSED[language.code]) in printed


def test_the_first_three_questions_stand_on_the_first_side_with_room_to_write():
    printed = handout("chronic-migraine", "questions", "both")
    numbers = {run.words: run for run in printed.runs if run.size > 13 and run.words.isdigit()}
    assert all(numbers[each].page == 0 for each in "123")
    assert numbers["2"].base - numbers["1"].base >= 27 * MM
    assert numbers["3"].base - numbers["2"].base >= 27 * MM


@pytest.mark.parametrize("size", ["normal", "large"])
@every_sheet
def test_no_heading_stands_alone_at_the_foot(slug, kind, size):
    printed = handout(slug, kind, "both", size)
    titles = {
        squeezed("".join(piece["words"] for piece in line))
        for block in as_data(sheet(slug, kind, ENGLISH, CHINESE))["blocks"]
        if block["kind"] == "heading"
        for line in block["words"].values()
    }
    for page in range(printed.sides):
        body = [run for run in printed.runs if run.page == page]
        last = max((run.base for run in body if squeezed(run.words) in titles), default=0)
        if last:
            assert any(last < run.base and not run.foot for run in body), page


def test_the_choice_of_paper_changes_the_paper_alone():
    assert handout("chronic-pain", "leaflet", "both", "normal", "letter").text.startswith(
        squeezed("The guide in short 指南要点")
    )


def test_who_hears_a_sheet_is_told_its_edition_once():
    printed = handout("chronic-pain", "leaflet", "en")
    assert printed.sides > 1
    assert printed.text.count("nextreview") == 1


def test_an_edition_has_its_number_in_the_record_too():
    record = handout("chronic-pain", "leaflet", "en").pdf.docinfo
    assert f"Edition {opened('chronic-pain').about.number}" in str(record["/Subject"])


def test_numbers_of_sources_lead_to_the_list():
    printed = handout("chronic-migraine", "leaflet", "en")
    links = [each for page in printed.pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]
    inside = [each for each in links if "/Dest" in each or ("/A" in each and each.A.S == "/GoTo")]
    outside = [str(each.A.URI) for each in links if "/A" in each and each.A.S == "/URI"]
    assert len(inside) > 10
    assert all(address.startswith(("https://", "http://")) for address in outside)
