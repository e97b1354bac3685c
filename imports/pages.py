"""All that the page of one batch shows, worked out before the template draws it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.http import HttpRequest

from core import lists
from core.frame import JobView, seconds_left
from core.models import Job
from core.templatetags.frame import Event, Step
from core.templatetags.vietnamese import moment, number
from imports import sentences, tabs
from imports.kinds import get_kind
from imports.models import Batch, Change, State
from imports.offers import Offer, offers_for
from imports.rerun import is_stuck, last_job
from imports.rows import reason_counts
from imports.standing import Standing, standing_of

_STEPS = ("Tải lên", "Nhận cột", "Kiểm tra", "So sánh", "Duyệt", "Áp dụng")
_CURRENT_STEP = {
    State.REFUSED: 0,
    State.HAS_ERRORS: 2,
    State.COMPARED: 3,
    State.REJECTED: 3,
    State.CANCELLED: 3,
    State.UNDONE: 3,
    State.SUBMITTED: 4,
    State.APPROVED: 5,
}
_TOLD = ("Trả lại", "Không áp dụng được", "Không hoàn tác được", "Không đồng ý hoàn tác")
SHOWN_STEPS = 4
SHOWN_UNITS = 8


@dataclass(frozen=True, slots=True)
class Move:
    """A change that is compared otherwise than before: its lines then and now."""

    label: str
    field: str
    was: list[dict]
    now: list[dict]


class BatchPage:
    """Each part is worked out at most once, when the template gets there."""

    def __init__(self, batch: Batch, request: HttpRequest) -> None:
        self.batch = batch
        self.kind = get_kind(batch.kind)
        self._request = request

    @property
    def title(self) -> str:
        return sentences.title_of(self.batch)

    @cached_property
    def scope(self) -> str:
        return sentences.scope_of(self.batch)

    @property
    def state_kind(self) -> str:
        return sentences.STATE_KINDS[State(self.batch.state)]

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self._request.user, self.batch)

    @cached_property
    def offers(self) -> list[Offer]:
        return offers_for(self.batch, self._request.user)

    @property
    def main_offer(self) -> Offer | None:
        """The one that leads on; a batch with errors, or one that is applied, has none here."""
        is_quiet = self.batch.state in (State.HAS_ERRORS, State.APPLIED)
        return None if is_quiet else next(iter(self.offers), None)

    @property
    def hint(self) -> str:
        """What the user waits for, or who must come next."""
        state, standing = self.batch.state, self.standing
        if state == State.HAS_ERRORS and standing.is_uploader:
            return "Sửa lỗi trong tệp, hủy đợt này rồi tải tệp đã sửa lên; hoặc chọn lại cột ở bước Nhận cột."
        if state == State.COMPARED and standing.is_uploader and self.without_reason:
            who = f"{number(self.without_reason)} {self.kind.noun} không còn trong danh sách"
            return f"Ghi lý do cho {who} thì mới trình duyệt được."
        if state == State.SUBMITTED and standing.is_uploader:
            return "Đang chờ người khác duyệt: người duyệt phải khác người tải lên."
        if state == State.UNDO_ASKED and standing.asked_undo:
            return "Đang chờ một người khác đồng ý hoàn tác."
        return "Người duyệt phải khác người tải lên." if state in (State.COMPARED, State.SUBMITTED) else ""

    # What runs

    @cached_property
    def job(self) -> Job | None:
        return last_job(self.batch)

    @property
    def is_running(self) -> bool:
        return bool(self.job and not self.job.is_over)

    @property
    def job_view(self) -> JobView:
        return JobView(self.job, seconds_left(self.job), is_still=True)

    @property
    def is_stuck(self) -> bool:
        return is_stuck(self.batch, self.job)

    @cached_property
    def steps(self) -> list[Step]:
        current = self._current_step()
        is_over = self.batch.state == State.CANCELLED
        urls = self._step_urls()
        return [
            Step(
                words,
                "done" if place < current or (is_over and place == current)
                else "current" if place == current else "todo",
                urls[place] if place <= current else None,
            )
            for place, words in enumerate(_STEPS)
        ]  # fmt: skip

    def _current_step(self) -> int:
        if self.batch.state == State.UPLOADED:
            return min(max(self.job.done, 1), 3) if self.is_running else 1
        return _CURRENT_STEP.get(State(self.batch.state), len(_STEPS))

    def _step_urls(self) -> list[str | None]:
        if not self.is_compared:
            return [None] * len(_STEPS)
        here = self.batch.get_absolute_url()
        checked = tabs.ERRORS if self.batch.counts["errors"] else tabs.WARNINGS
        return [None, f"{here}cot/", f"{here}?muc={checked}", f"{here}?muc={tabs.CHANGED}", None, None]

    # The comparison

    @property
    def is_compared(self) -> bool:
        return bool(self.batch.counts) and self.batch.state not in (State.UPLOADED, State.REFUSED)

    @cached_property
    def effect(self) -> sentences.Effect:
        return sentences.effect_of(self.batch)

    @property
    def error_words(self) -> str:
        return f"{number(self.batch.counts['errors'])} lỗi"

    @cached_property
    def tab(self) -> tabs.Tab:
        return tabs.tab_of(self.batch, self._request)

    @property
    def tab_choices(self) -> list[lists.Choice]:
        return tabs.tab_choices(self.batch, self._request, self.tab.slug)

    @property
    def urls(self) -> dict[str, str]:
        """The tabs by their slugs, with ``_`` for ``-``."""
        slugs = (tabs.LEFT, tabs.ERRORS, tabs.WARNINGS, tabs.UNITS, tabs.STEPS)
        return {slug.replace("-", "_"): tabs.tab_url(self._request, slug) for slug in slugs}

    @cached_property
    def groups(self) -> list[dict]:
        return [total for total in self.batch.totals if total["by"] == "group"]

    @property
    def sum(self) -> dict[str, int]:
        return {key: sum(one[key] for one in self.groups) for key in ("workbook", "portal", "difference")}

    @cached_property
    def units(self) -> list[dict]:
        return [total for total in self.batch.totals if total["by"] == "unit"]

    @property
    def different_units(self) -> list[dict]:
        return [total for total in self.units if total["difference"]][:SHOWN_UNITS]

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """Why people left, in words, with how many; those without a reason are left out."""
        labels = dict(self.kind.left_reasons)
        return [(labels.get(code, code), count) for code, count in self._reason_counts.items() if code]

    @property
    def without_reason(self) -> int:
        return self._reason_counts.get("", 0)

    @cached_property
    def _reason_counts(self) -> dict[str, int]:
        return reason_counts(self.batch) if self.batch.counts.get("left") else {}

    @property
    def may_give_reasons(self) -> bool:
        return self.standing.is_uploader and self.batch.state in (State.COMPARED, State.HAS_ERRORS)

    @property
    def moves(self) -> list[Move]:
        """What the portal's changes since the first comparison made of it, record by record."""
        found: dict[tuple[str, str], Move] = {}
        for one in self.batch.moved:
            move = found.setdefault((one["label"], one["field"]), Move(one["label"], one["field"], [], []))
            (move.was if one["was"] else move.now).append(one)
        return list(found.values())

    # What was decided and written

    @cached_property
    def history(self) -> list[Event]:
        """The steps of the batch, newest first."""
        return [
            Event(moment(step.at), step.what, " · ".join(filter(None, (_who(step), step.note))))
            for step in self._steps_done
        ]

    @property
    def recent(self) -> list[Event]:
        return self.history[:SHOWN_STEPS]

    @property
    def told(self):
        """The last decision, where its note is what one must know now."""
        last = self._steps_done[0] if self._steps_done else None
        return last if last and last.what in _TOLD else None

    @cached_property
    def _steps_done(self) -> list:
        return list(self.batch.steps.select_related("by").order_by("-at", "-id"))

    @cached_property
    def written(self) -> list[tuple[str, str]]:
        """What applying wrote, table by table: «vị trí công tác», «thêm 312, sửa 496»."""
        if self.batch.state not in sentences.DONE:
            return []
        found: dict[str, list[str]] = defaultdict(list)
        counts = Change.objects.filter(batch=self.batch).order_by().values_list("table", "operation")
        by_place = {(table, operation): n for table, operation, n in counts.annotate(n=Count("id"))}
        for model in self.kind.tables:
            for operation, words in Change.Operation.choices:
                if n := by_place.get((model._meta.db_table, operation)):
                    found[str(model._meta.verbose_name)].append(f"{words} {number(n)}")
        return [(name, ", ".join(words)) for name, words in found.items()]


def _who(step) -> str:
    return step.by.full_name if step.by else ""
