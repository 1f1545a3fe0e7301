"""How a DOCX document looks: compact type, margins that suit A4 and Letter, page numbers, sources in two columns."""

from typing import Any

# Points of type, and before and after a paragraph, by the name of the style.
_TYPE = {
    "Title": (16, 0, 4),
    "Subtitle": (9.5, 0, 6),
    "Heading 1": (12, 8, 3),
    "Normal": (10, 5, 0),
    "Summary": (10, 1, 0),
    "List Bullet": (9.5, 1, 0),
    "Source": (8, 0, 2),
    "Cell": (8.5, 0, 1),
    "Cell note": (8, 0, 1),
}
_OF_A_TWIP = 635  # the units in which python-docx measures
_DARK_GRAY = (0x40, 0x40, 0x40)


def make_compact(document: Any, *, landscape: bool = False) -> None:
    """Set type and margins; a ``landscape`` page is as wide as Letter and no higher than what A4 prints."""
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Cm, Pt, RGBColor

    for name, (size, before, after) in _TYPE.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
    document.styles["Source"].paragraph_format.keep_together = True
    document.styles["Subtitle"].font.italic = False
    document.styles["Subtitle"].font.color.rgb = RGBColor(*_DARK_GRAY)
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin = section.bottom_margin = Cm(1.6)
    section.left_margin = section.right_margin = Cm(1.5 if landscape else 2)
    section.header_distance = section.footer_distance = Cm(0.9)


def number_pages(document: Any) -> None:
    """Put "Page 1 of 9" at the foot of every page, under a marking."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    footer = document.sections[0].footer
    paragraph = footer.paragraphs[0] if not footer.paragraphs[0].text else footer.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text).font.size = Pt(8)
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        number = paragraph.add_run("1")
        number.font.size = Pt(8)
        counted.append(number._r)  # noqa: SLF001 - python-docx has no call for fields
        paragraph._p.append(counted)  # noqa: SLF001 - likewise


def begin_columns(document: Any) -> None:
    """Begin two columns on the same page: python-docx has no call for them."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    columns = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))  # noqa: SLF001 - see above
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "400")


def text_width(document: Any) -> int:
    """Return how wide the text of a page is, in twentieths of a point."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin) // _OF_A_TWIP
