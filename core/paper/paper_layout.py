"""The measures of an official paper and the lines of its titles (Nghị định 30/2020/NĐ-CP, Phụ lục I).

One place for every renderer: where the decree leaves a choice ("cỡ chữ 13 đến 14") the choice is made here.
"""

from dataclasses import dataclass

from core.paper.type_width import wrapped

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"

MM = 72 / 25.4
"""Points in a millimetre."""

LINE = 1.149
"""The height of a single line of Times New Roman for each point of its size."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in mm; sizes of type, and distances between paragraphs, in points."""

    page_width: float = 210
    page_height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    page_number_from_top: float = 10
    first_line: float = 12.7
    left_half: float = 65
    signature_room: float = 25

    nation: float = 13
    motto: float = 14
    body_name: float = 13
    number: float = 13
    place_and_day: float = 14
    title: float = 14
    body: float = 14
    page_number: float = 14
    recipients_word: float = 12
    recipients: float = 11
    remark: float = 12
    paragraph_gap: float = 6
    line_spacing: float = 1.15
    rule_share: float = 0.42
    """The line under the issuing body and the subject: between 1/3 and 1/2 of the text above it."""

    @property
    def text_width(self) -> float:
        return self.page_width - self.left - self.right

    @property
    def lying_text_width(self) -> float:
        """The width of the text on a page in landscape."""
        return self.page_height - self.left - self.right


DECREE_30 = Layout()


def rule_length(text: str, size: float, room: float) -> float:
    """The length of the line under a bold text that has `room` points: a share of its widest line."""
    return DECREE_30.rule_share * max(wrapped(text, size, room, bold=True))


def subject_rule(subject: str) -> float:
    """The length in points of the line under the subject, which stands in balanced lines."""
    room = balanced_width(subject, DECREE_30.title, DECREE_30.text_width * MM)
    return rule_length(subject, DECREE_30.title, room)


def balanced_width(text: str, size: float, room: float) -> float:
    """The narrowest width (points) in which a bold text takes no more lines than in `room`: like lines."""
    lines = len(wrapped(text, size, room, bold=True))
    if lines == 1:
        return room
    narrow, wide = room / 2, room
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        if len(wrapped(text, size, middle, bold=True)) > lines:
            narrow = middle
        else:
            wide = middle
    return min(room, wide * 1.01)
