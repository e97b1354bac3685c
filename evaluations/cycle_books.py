"""The lists of a cycle as workbooks: everybody with who rates them, and everybody who isn't rated yet."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from agencies.models import UnitPeriod
from core.list_book import list_book
from evaluations.closing_pages import LACKS
from evaluations.cycle_pages import OrganisationRow, people_rows
from evaluations.deadlines import due_days
from evaluations.enums import Step
from evaluations.models import Cycle, Evaluation
from evaluations.open_cycle import as_of
from evaluations.progress import steps_missing
from evaluations.progress_pages import LATE

_PREFLIGHT = (
    ("Đơn vị", 34), ("Trạng thái", 14), ("Họ và tên", 26), ("Chức vụ", 26), ("Nhóm", 22), ("Quy định", 24),
    ("Mẫu", 10), ("Theo dõi, đánh giá", 34), ("Cho ý kiến", 30), ("Đề xuất", 30), ("Quyết định xếp loại", 34),
    ("Vướng của người này", 34), ("Vướng của đơn vị", 44),
)  # fmt: skip
_BEHIND = (
    ("Đơn vị", 36), ("Họ và tên", 28), ("Chức vụ", 28), ("Đang thiếu", 34), ("Hạn", 12), ("Quá hạn", 10),
)  # fmt: skip


def preflight_book(
    cycle: Cycle, organisations: Iterable[OrganisationRow], *, shown: str, on: date, by
) -> bytes:
    """Everybody of these organisations: law, form, who monitors, speaks, proposes and decides, what holds."""
    about = [f"Đơn vị: {shown} · {by.full_name} xuất ngày {on:%d/%m/%Y}"]
    return list_book(f"{cycle.name}: ai đánh giá ai", about, _PREFLIGHT, _people(cycle, organisations))


def _people(cycle: Cycle, organisations: Iterable[OrganisationRow]) -> Iterator[tuple]:
    for row in organisations:
        holding = "\n".join(problem.sentence for problem in row.ready.problems)
        for one in people_rows(row.ready, cycle):
            law = f"{one.law} (dự thảo)" if one.is_draft else one.law
            yield (
                row.ready.unit.name, row.state_words, one.name, one.title, one.group, law, one.form,
                one.monitor, one.opinions, one.proposes, one.rater, "\n".join(one.problems), holding,
            )  # fmt: skip


def behind_book(cycle: Cycle, unit_ids: Collection[int], *, step: str, shown: str, today: date, by) -> bytes:
    """Those of the units who aren't rated yet and whom the user may see; ``step`` as the page's filter."""
    about = [f"Bước: {shown} · {by.full_name} xuất ngày {today:%d/%m/%Y}"]
    rows = _behind(cycle, unit_ids, by, step, today)
    return list_book(f"{cycle.name}: ai chưa được xếp loại", about, _BEHIND, rows)


def _behind(cycle: Cycle, unit_ids: Collection[int], user, step: str, today: date) -> Iterator[tuple]:
    units = {one.unit_id: one for one in UnitPeriod.objects.as_of(as_of(cycle))}
    missing, days = steps_missing(cycle, unit_ids), due_days(cycle)
    found = Evaluation.objects.visible_to(user).filter(pk__in=missing).select_related("person")
    rows = []
    for one in found.order_by("person__sort_key", "pk"):
        lacks: Step = missing[one.pk]
        due = days.of(one.unit_id, lacks)
        is_late = due < today
        if step in ("", lacks) or (step == LATE and is_late):
            rows.append((due, units[one.unit_id], one, LACKS[lacks].capitalize(), is_late))
    rows.sort(key=lambda row: (row[0], row[1].sort_key))  # as on the page; then by name
    for due, unit, one, words, is_late in rows:
        yield unit.name, one.person.full_name, one.title, words, due, "Quá hạn" if is_late else ""
