"""Raising one person's step, or moving them to another rank (nâng bậc, nâng ngạch)."""

from decimal import Decimal

from accounts.models import User
from agencies.enums import Cause
from agencies.models import Act
from core.days import since
from staff.errors import StaffRefused
from staff.facts import Ground, changing, close, ground_words, in_force, make_act
from staff.models import Person, Rank, Salary


def raise_step(
    *,
    person: Person,
    rank: Rank | None,
    step: int | None,
    coefficient: Decimal | None,
    ground: Ground,
    by: User,
) -> Act:
    """Close the salary in force, if there is one, and open the new one.

    What doesn't fit the rank's table is written all the same: see ``misfit``.
    Raises StaffRefused: ``no_post``, ``too_early``, ``ends_later``, ``empty``, ``no_change``.
    """
    with changing(person, what="Nâng bậc, nâng ngạch", by=by, reason=ground_words(ground)):
        if rank is None and step is None and coefficient is None:
            raise StaffRefused("Ghi ít nhất một trong ngạch, bậc, hệ số.", code="empty", field="rank")
        _must_serve(person, ground)
        now = in_force(list(person.salarys.order_by("pk")), ground.effective_on, what="Ngạch, bậc, hệ số")
        new = (rank.pk if rank else None, step, coefficient)
        if now and (now.rank_id, now.step, now.coefficient) == new:
            raise StaffRefused(
                "Ngạch, bậc, hệ số mới giống hệt hiện tại, không có gì để đổi.",
                code="no_change",
                field="step",
            )
        act = make_act(ground, cause=Cause.RAISE, by=by)
        if now:
            close(now, act)
        Salary.objects.create(
            person=person,
            rank=rank,
            step=step,
            coefficient=coefficient,
            valid=since(ground.effective_on),
            opened_by=act,
        )
        return act


def misfit(rank: Rank | None, step: int | None, coefficient: Decimal | None) -> str:
    """What the rank's table expects where the step or the coefficient differs; empty where it fits."""
    if rank is None or step is None or rank.first_coefficient is None:
        return ""
    if coefficient is not None and rank.fits(step, coefficient):
        return ""
    written = "để trống" if coefficient is None else f"{coefficient:.2f}".replace(".", ",")
    return f"Theo bảng lương, {rank} bậc {step} có hệ số {rank.coefficient_words(step)}; đang ghi {written}."


def _must_serve(person: Person, ground: Ground) -> None:
    if not person.posts.as_of(ground.effective_on).exists():
        raise StaffRefused(
            f"Ngày {ground.effective_on:%d/%m/%Y} {person.full_name} không có vị trí công tác nào. "
            "Kiểm tra lại ngày có hiệu lực.",
            code="no_post",
            field="effective_on",
        )
