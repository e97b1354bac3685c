"""Setting deadlines of a cycle, and the days of one organisation (a school whose year ends in May)."""

from collections.abc import Collection, Mapping
from datetime import date

import pghistory
from django.db import transaction

from evaluations.enums import OrganisationState
from evaluations.errors import EvaluationRefused
from evaluations.law.check import check
from evaluations.law.choose import law_on
from evaluations.law.days import substantive_day
from evaluations.models import Cycle, Organisation, Rating, StepDeadline
from evaluations.open_cycle import as_of
from evaluations.progress import RECORDED
from evaluations.stricter import spread
from work.enums import Source
from work.models import WorkItem


def set_cycle_deadlines(
    *, cycle: Cycle, deadlines: Mapping[str, date | None], by, within: Mapping[str, int | None] | None = None
) -> None:
    """Until when each step is due in the whole cycle; None takes one away. ``within`` are the days after a
    month or quarter for its sheets (``send_within``, ``confirm_within``). Raises EvaluationRefused."""
    check_order(deadlines, cycle.starts_on, cycle.rated_on)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đặt hạn các bước của kỳ"):
        _write(cycle, None, deadlines)
        if within:
            _write_within(cycle, within)


def set_days(
    *, organisation: Organisation, starts_on: date, ends_on: date, rated_on: date, groups: Collection[str],
    deadlines: Mapping[str, date | None], special_decision: str, reason: str, by,
) -> Organisation:  # fmt: skip
    """The organisation's own days and deadlines. ``groups`` of people work there: whose law's window holds.

    Raises EvaluationRefused; beyond the window only with a reason.
    """
    if ends_on <= starts_on:
        raise EvaluationRefused("Ngày cuối phải sau ngày đầu.", code="days", field="ends_on")
    if rated_on <= starts_on:
        raise EvaluationRefused("Ngày xếp loại phải sau ngày đầu.", code="days", field="rated_on")
    check_order(deadlines, starts_on, rated_on)
    with transaction.atomic(), pghistory.context(user=by.pk, what="Đặt ngày riêng của đơn vị"):
        # The cycle before its organisation, as whoever spreads sets does.
        Cycle.objects.select_for_update().get(pk=organisation.cycle_id)
        organisation = (
            Organisation.objects.select_for_update(of=("self",))
            .select_related("cycle")
            .get(pk=organisation.pk)
        )
        _refuse_late(organisation, (starts_on, ends_on, rated_on))
        beyond = beyond_window(
            groups, year=organisation.cycle.year, ends_on=ends_on, rated_on=rated_on,
            is_special=bool(special_decision.strip()),
        )  # fmt: skip
        if beyond and not reason.strip():
            raise EvaluationRefused(
                f"{' '.join(beyond)} Ghi số văn bản của cấp trên hoặc lý do.", code="window", field="reason"
            )
        _move_work(organisation, starts_on, ends_on)
        organisation.starts_on, organisation.ends_on = starts_on, ends_on
        organisation.rated_on = rated_on
        organisation.special_decision, organisation.days_reason = special_decision.strip(), reason.strip()
        organisation.save()
        spread(organisation.cycle, on=as_of(organisation.cycle))
        _write(organisation.cycle, organisation, deadlines)
    return organisation


def beyond_window(
    groups: Collection[str], *, year: int, ends_on: date, rated_on: date, is_special: bool
) -> list[str]:
    """The sentences of the laws whose window the rating day misses, each once."""
    said: dict[str, None] = {}
    for group in sorted(groups):
        law = law_on(group, substantive_day(rated_on=rated_on, period_last=ends_on))
        if law is None:
            continue
        facts = {
            "subject": "cycle", "law": law.code, "group": group, "year": year, "on": rated_on.isoformat(),
            "closes_on": rated_on.isoformat(), "special_decision": is_special,
        }  # fmt: skip
        verdict = check(facts, on=rated_on)
        for one in verdict["findings"]:
            if one["rule"] in verdict["warned_by"]:
                said[f"{one['says']} ({one['cite']})"] = None
    return list(said)


def check_order(deadlines: Mapping[str, date | None], first: date, last: date) -> None:
    """Each step's deadline lies between the days and not before an earlier step's."""
    before = first
    for step in RECORDED:
        due = deadlines.get(step)
        if due is None:
            continue
        if due > last:
            raise EvaluationRefused(
                f"Hạn “{step.label.lower()}” sau ngày xếp loại ({last:%d/%m/%Y}).", code="order", field=step
            )
        if due < before:
            raise EvaluationRefused(
                f"Hạn “{step.label.lower()}” phải từ ngày {before:%d/%m/%Y} trở đi.", code="order", field=step
            )
        before = due


def _refuse_late(organisation: Organisation, days: tuple[date, date, date]) -> None:
    if organisation.state == OrganisationState.CLOSED:
        raise EvaluationRefused("Đơn vị đã đóng kỳ nên không đổi ngày được.", code="closed")
    same = (organisation.starts_on, organisation.ends_on, organisation.rated_on) == days
    if not same and Rating.objects.filter(evaluation__organisation=organisation).exists():
        raise EvaluationRefused(
            "Đã có quyết định xếp loại theo các ngày hiện tại; chỉ đổi được hạn của các bước.", code="signed"
        )


def _move_work(organisation: Organisation, starts_on: date, ends_on: date) -> None:
    """What people typed for the whole period is for the new one."""
    typed = WorkItem.objects.filter(
        person__evaluations__organisation=organisation, source=Source.TYPED,
        starts_on=organisation.starts_on, ends_on=organisation.ends_on,
    )  # fmt: skip
    WorkItem.objects.filter(pk__in=typed.values("pk")).update(starts_on=starts_on, ends_on=ends_on)


def _write_within(cycle: Cycle, within: Mapping[str, int | None]) -> None:
    send, confirm = within["send_within"], within["confirm_within"]
    if send is not None and confirm is not None and confirm < send:
        raise EvaluationRefused(
            "Hạn xác nhận điểm không thể trước hạn gửi phiếu.", code="order", field="confirm_within"
        )
    cycle.send_within, cycle.confirm_within = send, confirm
    cycle.save(update_fields=["send_within", "confirm_within"])


def _write(cycle: Cycle, organisation: Organisation | None, deadlines: Mapping[str, date | None]) -> None:
    there = StepDeadline.objects.filter(cycle=cycle, organisation=organisation)
    known = {one.step: one for one in there}
    for step in RECORDED:
        due, one = deadlines.get(step), known.get(step)
        if one and due is None:
            one.delete()
        elif one and one.due_on != due:
            one.due_on = due
            one.save(update_fields=["due_on"])
        elif one is None and due is not None:
            StepDeadline.objects.create(cycle=cycle, organisation=organisation, step=step, due_on=due)
