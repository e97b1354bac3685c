"""What stands where in a PDF, read back from the file."""

from dataclasses import dataclass
from itertools import pairwise

from pypdf.generic import ArrayObject, ContentStream, IndirectObject

from core.paper.type_width import text_width


@dataclass(frozen=True)
class Words:
    """A stretch of text: its words, left end and baseline from the top (points), size and font."""

    text: str
    x: float
    y: float
    size: float
    font: str
    upright: bool

    @property
    def right(self):
        return self.x + text_width(self.text, self.size, bold="Bold" in self.font)

    @property
    def least_right(self):
        """Where it ends at the least: to justify a line, Typst makes its blanks narrower by up to a third."""
        return self.right - self.text.count(" ") * self.size / 4 / 3

    @property
    def middle(self):
        return (self.x + self.right) / 2


def words_of(page):
    found = []

    def visit(text, cm, tm, font, size):
        if text.strip() and font:
            # pypdf hangs the blank or line break before a stretch onto it.
            name = font["/BaseFont"].partition("+")[2]
            height = float(page.mediabox.height)
            found.append(Words(text.strip(), cm[4] + tm[4], height - cm[5] - tm[5], size, name, not cm[1]))

    page.extract_text(visitor_text=visit)
    return found


def the_one(words, text):
    (match,) = [stretch for stretch in words if stretch.text == text]
    return match


def line_lengths(page):
    """The lengths in points of the horizontal lines that stand alone on a page."""
    operations = ContentStream(page.get_contents(), page.pdf).operations
    return [
        abs(float(end[0]) - float(start[0]))
        for (start, move), (end, draw) in pairwise(operations)
        if (move, draw) == (b"m", b"l") and float(start[1]) == float(end[1])
    ]


def fonts_of(reader):
    found = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            found[font["/BaseFont"].partition("+")[2]] = descriptor
    return found


def tags_of(node, found):
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            tags_of(child, found)
    elif hasattr(node, "get"):
        if "/S" in node:
            found[node["/S"]] = found.get(node["/S"], 0) + 1
        tags_of(node.get("/K"), found)
    return found
