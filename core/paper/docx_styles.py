"""A document's frame: page, styles, language and properties of a paper in docx."""

import datetime as dt

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor

from core.paper.docx_xml import FONT, el, page_number, paragraph
from core.paper.paper import Paper
from core.paper.paper_layout import DECREE_30
from core.paper.wording import printable

BODY_STYLE = "BodyText"
HEADING_STYLES = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
LANGUAGE = "vi-VN"

_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_PROPERTY_LIMIT = 255


def blank_document(paper: Paper) -> Document:
    """An empty document with the decree's page and styles and the paper's name in its properties."""
    document = docx.Document()
    _set_fonts(document)
    _set_styles(document)
    _set_settings(document)
    _set_properties(document, paper)
    section = document.sections[0]
    set_page(section, landscape=False)
    section.header.paragraphs[0]._p.getparent().replace(
        section.header.paragraphs[0]._p, paragraph(*page_number(DECREE_30.page_number), align="center")
    )
    first = section.first_page_header.paragraphs[0]
    first.style = document.styles["Normal"]
    return document


def set_page(section: Section, *, landscape: bool) -> None:
    """A4 with the decree's margins; pages counted from 1, the number not shown on the first."""
    width, height = Mm(DECREE_30.page_width), Mm(DECREE_30.page_height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(DECREE_30.top), Mm(DECREE_30.bottom)
    section.left_margin, section.right_margin = Mm(DECREE_30.left), Mm(DECREE_30.right)
    section.header_distance = section.footer_distance = Mm(DECREE_30.page_number_from_top)
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    # The schema wants w:pgNumType right before w:cols.
    section._sectPr.find(qn("w:cols")).addprevious(el("w:pgNumType", {"w:start": "1"}))


def _set_fonts(document: Document) -> None:
    """Times New Roman for every script in every style: `font.name` alone leaves the theme's standing."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in _SCRIPTS:
            fonts.set(qn(script), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), LANGUAGE)


def _set_styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name = FONT
    fonts = normal.element.rPr.find(qn("w:rFonts"))
    for script in _SCRIPTS:
        fonts.set(qn(script), FONT)
    for name in ("Normal", "Body Text", "Heading 1", "Heading 2", "Heading 3"):
        style = styles[name]
        style.font.size = Pt(DECREE_30.body)
        style.element.rPr.find(qn("w:sz")).addnext(el("w:szCs", {"w:val": str(round(DECREE_30.body * 2))}))
        for double in style.element.rPr.findall(qn("w:szCs"))[1:]:
            style.element.rPr.remove(double)
        style.font.color.rgb = RGBColor(0, 0, 0)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(0), Pt(DECREE_30.paragraph_gap)
        layout.line_spacing = DECREE_30.line_spacing
        layout.widow_control = True
        if name != "Normal":
            layout.first_line_indent = Mm(DECREE_30.first_line)
            layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if name.startswith("Heading"):
            style.font.bold = name != "Heading 3"


def _set_settings(document: Document) -> None:
    """Newest layout rules, so that Word doesn't open the file in its compatibility mode; Vietnamese signs."""
    settings = document.settings.element
    (mode,) = settings.find(qn("w:compat")).findall(qn("w:compatSetting"))[:1]
    mode.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")


def _set_properties(document: Document, paper: Paper) -> None:
    """Title, author, language; the paper's own day instead of the clock, and no day before it has one."""
    properties = document.core_properties
    properties.title = printable(paper.title)[:_PROPERTY_LIMIT]
    properties.author = printable(paper.letterhead.issuing_body)[:_PROPERTY_LIMIT]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = LANGUAGE
    properties.revision = 1
    day = paper.letterhead.day
    for name in ("dcterms:created", "dcterms:modified"):
        for old in properties._element.findall(qn(name)):
            properties._element.remove(old)
    if day is not None:
        properties.created = properties.modified = dt.datetime(day.year, day.month, day.day)
    package = document.part.package
    # The template's picture, and its claim that another program wrote the file.
    foreign = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    for key, relation in list(package.rels.items()):
        if relation.reltype in foreign:
            del package.rels[key]
