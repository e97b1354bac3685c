"""What the page of a report shows: the paper with its links, and the panels beside it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from agencies.rights import Right
from core.frame import with_day
from core.lists import url_with
from core.models import Job
from core.paper.paper import Annex, Heading, Paper, Paragraph, RowKind, TableRow
from core.templatetags.frame import Event
from core.templatetags.vietnamese import moment
from reports.behind import has_moves, is_of_moves, is_of_ratings
from reports.changes import MovedCells, between, cells_since_frozen, since_frozen
from reports.compose import compose
from reports.enums import EDITABLE, Format, State
from reports.measures import BREAKDOWNS, MEASURES, SHARES
from reports.models import Comment, Report, Version
from reports.review import may

SHORT_ANNEX = 60
_KINDS = {
    State.MAKING: "info",
    State.DRAFT: "neutral",
    State.SUBMITTED: "warn",
    State.CHECKED: "warn",
    State.RETURNED: "bad",
    State.APPROVED: "good",
}


def state_kind(state: str) -> str:
    """The kind of badge of a state."""
    return _KINDS[State(state)]


@dataclass(frozen=True, slots=True)
class ShownRun:
    text: str
    bold: bool
    italic: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A heading or a paragraph as the page shows it."""

    kind: str
    anchor: str
    runs: list[ShownRun]
    text: str
    comments: int
    remark_url: str | None = None


@dataclass(frozen=True, slots=True)
class ShownCell:
    text: str
    url: str | None
    comments: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    kind: str
    place: str
    label: str
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class ShownAnnex:
    """An annex; a long one shows its groups only, until ``whole_url`` is followed."""

    code: str
    label: str
    title: str
    caption: str
    header: tuple
    rows: list[ShownRow]
    hidden: int
    whole_url: str


class ReportPage:
    """Everything that ``reports/report.html`` asks for."""

    def __init__(self, request: HttpRequest, report: Report, version: Version | None) -> None:
        self.request, self.report, self.version = request, report, version

    @property
    def title(self) -> str:
        return str(self.report)

    @property
    def formats(self) -> list[str]:
        return Format.values

    @property
    def state_kind(self) -> str:
        return state_kind(self.report.state)

    @cached_property
    def versions(self) -> list[Version]:
        return list(self.report.versions.select_related("made_by"))

    @property
    def is_newest(self) -> bool:
        return bool(self.version) and self.version.number == self.versions[0].number

    @cached_property
    def job(self) -> Job | None:
        return Job.objects.filter(subject=f"report:{self.report.pk}").unfinished().first()

    @cached_property
    def paper(self) -> Paper:
        return compose(self.version)

    @cached_property
    def comments(self) -> list[Comment]:
        """Every remark on the report, those without an answer first."""
        found = Comment.objects.filter(version__report=self.report).select_related(
            "by", "answered_by", "version"
        )
        return sorted(found, key=lambda remark: (remark.answered_at is not None, remark.at))

    @cached_property
    def _comment_counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for remark in self.comments:
            counts[remark.anchor] = counts.get(remark.anchor, 0) + 1
        return counts

    @property
    def open_comments(self) -> int:
        return sum(remark.answered_at is None for remark in self.comments)

    def parts(self) -> list[ShownPart]:
        shown = []
        for part in self.paper.body:
            if isinstance(part, Heading):
                shown.append(ShownPart(f"h{part.level}", part.anchor, [], part.shown, 0))
            elif isinstance(part, Paragraph):
                runs = [ShownRun(r.text, r.bold, r.italic, self._figure_url(r.figure)) for r in part.runs]
                shown.append(
                    ShownPart(
                        "p",
                        part.anchor,
                        runs,
                        part.text,
                        self._comment_counts.get(part.anchor, 0),
                        self._remark_url(part.anchor),
                    )
                )
        return shown

    def annexes(self) -> list[ShownAnnex]:
        return [self._annex(annex) for annex in self.paper.annexes]

    def _annex(self, annex: Annex) -> ShownAnnex:
        code = annex.table.rows[0].cells[2].anchor.split(".")[0]
        is_whole = len(annex.table.rows) <= SHORT_ANNEX or self.request.GET.get("phu_luc") == code
        shown = [row for row in annex.table.rows if is_whole or row.kind != RowKind.BODY]
        return ShownAnnex(
            code=code,
            label=annex.label,
            title=annex.title,
            caption=self.paper.caption_of(annex),
            header=annex.table.header,
            rows=[self._row(row) for row in shown],
            hidden=len(annex.table.rows) - len(shown),
            whole_url=f"{url_with(self.request, phu_luc=code)}#{code}",
        )

    def _row(self, row: TableRow) -> ShownRow:
        cells = [
            ShownCell(
                text=cell.text,
                url=self._cell_url(cell.anchor) if cell.text else self._remark_url(cell.anchor),
                comments=self._comment_counts.get(cell.anchor, 0),
            )
            for cell in row.cells[2:]
        ]
        return ShownRow(
            row.kind if row.kind != RowKind.BODY else "", row.cells[0].text, row.cells[1].text, cells
        )

    def _figure_url(self, code: str | None) -> str | None:
        if not code:
            return None
        if is_of_ratings(code):
            return self._behind(code) if self.may_see_ratings else None
        if is_of_moves(code):
            return self._behind(code) if has_moves(self.version.snapshot) else None
        known = code in MEASURES or code in SHARES or code.split("[")[0] in BREAKDOWNS
        return self._behind(code) if known else None

    def _cell_url(self, anchor: str) -> str | None:
        """The list behind a cell; of a rating's, for who may not open it, the way to remark on it."""
        if self.may_see_ratings or not is_of_ratings(anchor):
            return self._behind(anchor)
        return self._remark_url(anchor)

    def _remark_url(self, anchor: str | None) -> str | None:
        if not anchor or not self.may_comment:
            return None
        return f"{url_with(self.request, ykien=anchor)}#y-kien"

    @cached_property
    def may_see_ratings(self) -> bool:
        return self._may(Right.SEE_RATINGS)

    @cached_property
    def _behind_base(self) -> str:
        """The address of a figure's people up to its code: annexes have thousands of them."""
        url = reverse("reports:behind", args=[self.report.pk, self.version.number, "-"])
        return with_day(self.request, url)

    def _behind(self, code: str) -> str:
        return self._behind_base.replace("/-/", f"/{quote(code)}/", 1)

    def moved(self) -> list:
        """What the data of now would say otherwise, of the newest version."""
        return since_frozen(self.report, self.version.snapshot) if self.is_newest else []

    def moved_cells(self) -> MovedCells:
        """The same of the annexes."""
        return cells_since_frozen(self.report, self.version.snapshot) if self.is_newest else MovedCells([], 0)

    def rewritten(self) -> list:
        """What this version changed against the one before it."""
        before = next((v for v in self.versions if v.number == self.version.number - 1), None)
        if before is None:
            return []
        before.report = self.report
        return between(before, self.version)

    def steps(self) -> list[Event]:
        found = self.report.steps.select_related("by").order_by("-at", "-id")
        return [
            Event(
                when=moment(step.at), title=step.what,
                detail=" · ".join(filter(None, [step.by.full_name if step.by else "", step.note])),
            )
            for step in found
        ]  # fmt: skip

    # What the user may do now.

    def _may(self, right: Right) -> bool:
        return may(self.request.user, right, self.report)

    @cached_property
    def may_edit(self) -> bool:
        return self.report.state in EDITABLE and self._may(Right.DRAFT_REPORT)

    @cached_property
    def may_check(self) -> bool:
        return self.report.state == State.SUBMITTED and self._reviews(Right.CHECK_REPORT)

    @cached_property
    def may_approve(self) -> bool:
        return self.report.state == State.CHECKED and self._reviews(Right.APPROVE_REPORT)

    @cached_property
    def may_comment(self) -> bool:
        return self.is_newest and (self.may_check or self.may_approve)

    def _reviews(self, right: Right) -> bool:
        return self._may(right) and self.report.drafter_id != self.request.user.pk

    @cached_property
    def comment_on(self) -> tuple[str, str] | None:
        """The anchor that the user is about to remark on, with its place in words."""
        anchor = self.request.GET.get("ykien", "")
        return (anchor, self.place(anchor)) if anchor and self.may_comment and self.place(anchor) else None

    def remark_anchor(self, code: str) -> str:
        """Where a remark on a figure goes, for who may make one: its cell, or the paragraph that tells it."""
        if not self.may_comment:
            return ""
        if self.place(code):
            return code
        paragraphs = (part for part in self.paper.body if isinstance(part, Paragraph))
        return next((p.anchor for p in paragraphs if any(run.figure == code for run in p.runs)), "")

    def place(self, anchor: str) -> str:
        """Where an anchor stands, in words; empty for one that the paper doesn't have."""
        for part in self.paper.body:
            if isinstance(part, Paragraph) and part.anchor == anchor:
                return f"Đoạn {anchor}"
        for annex in self.paper.annexes:
            for row in annex.table.rows:
                for cell in row.cells[2:]:
                    if cell.anchor == anchor:
                        return f"{annex.label}, {row.cells[1].text}, số {cell.text or 'trống'}"
        return ""
