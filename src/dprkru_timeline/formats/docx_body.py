"""The body of a DOCX document, written as elements.

python-docx looks each paragraph's style up among all, and each address among all addresses before it: of a thousand
events with their sources that is most of the time, and grows with the square of the sources. It makes the document and
its styles; what stands in it is put there here.
"""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _PPR, _PSTYLE, _KEEP, _R, _RPR, _T = (f"{W}{name}" for name in ("p", "pPr", "pStyle", "keepNext", "r", "rPr", "t"))
_BOLD, _ITALIC, _UNDERLINE, _LANGUAGE, VALUE = (f"{W}{name}" for name in ("b", "i", "u", "lang", "val"))
_EAST_ASIAN, _FROM_THE_RIGHT, _HYPERLINK = (f"{W}{name}" for name in ("eastAsia", "bidi", "hyperlink"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Body:
    """Adds paragraphs to a document, each in a style by its name."""

    def __init__(self, document: Any) -> None:
        from lxml.etree import SubElement

        self.sub = SubElement
        self._document = document
        self._end = document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in document.styles}
        self._links: dict[str, str] = {}

    def paragraph(self, text: str = "", style: str = "", *, together: bool = False) -> "Paragraph":
        """Add a paragraph; it is kept ``together`` with the next, or not."""
        return self._filled(self.element("p"), text, style, together=together)

    def paragraph_in(self, parent: Any, text: str, style: str) -> "Paragraph":
        """Add a paragraph within an element, such as a cell."""
        return self._filled(self.sub(parent, _P), text, style)

    def element(self, name: str) -> Any:
        """Add an element at the end."""
        element = self._end.makeelement(f"{W}{name}")
        self._end.addprevious(element)
        return element

    def _filled(self, element: Any, text: str, style: str, *, together: bool = False) -> "Paragraph":
        if style or together:
            properties = self.sub(element, _PPR)
            if style:
                self.sub(properties, _PSTYLE).set(VALUE, self._styles[style])
            if together:
                self.sub(properties, _KEEP)
        added = Paragraph(self, element)
        if text:
            added.run(text)
        return added

    def heading(self, text: str) -> None:
        """Add a heading of a section."""
        self.paragraph(text, "Heading 1")

    def link_id(self, address: str) -> str:
        """Return the id of the relationship to an address outside; each has one."""
        if address not in self._links:
            relations = self._document.part.rels
            number = len(relations) + 1
            while f"rId{number}" in relations:
                number += 1
            relations.add_relationship(_LINK, address, f"rId{number}", is_external=True)
            self._links[address] = f"rId{number}"
        return self._links[address]


class Paragraph:
    """A paragraph, to which text and links are added."""

    def __init__(self, body: Body, element: Any) -> None:
        self._body = body
        self._element = element

    def run(self, text: str, *, bold: bool = False, italic: bool = False, language: str = "") -> None:
        """Add text of one look and one language."""
        self._add(self._element, text, (_BOLD if bold else "", _ITALIC if italic else ""), language)

    def link(self, address: str) -> None:
        """Add an address as a link to it."""
        link = self._body.sub(self._element, _HYPERLINK)
        link.set(_ID, self._body.link_id(address))
        self._add(link, address, (_UNDERLINE,), "")

    def _add(self, parent: Any, text: str, looks: tuple[str, ...], language: str) -> None:
        sub = self._body.sub
        run = sub(parent, _R)
        if language or any(looks):
            properties = sub(run, _RPR)
            for look in filter(None, looks):
                one = sub(properties, look)
                if look == _UNDERLINE:
                    one.set(VALUE, "single")
            if language:
                spoken = sub(properties, _LANGUAGE)
                for kind in (VALUE, _EAST_ASIAN, _FROM_THE_RIGHT):
                    spoken.set(kind, language)
        shown = sub(run, _T)
        shown.text = text
        if text != text.strip():
            shown.set(_SPACE, "preserve")
