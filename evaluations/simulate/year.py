"""One cycle from its preparation to its closing, with real verbs, seeded; what came of it is counted."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from accounts.models import User
from agencies.models import UnitPeriod
from core import jobs
from core.errors import DomainError
from evaluations import close_cycle, open_cycle, reresolve
from evaluations.models import Cycle, Evaluation, Rating
from evaluations.preflight import preflight
from evaluations.prepare_cycle import prepare_cycle
from evaluations.resolve import resolve
from evaluations.simulate import cast, chain, events, months, organisations

LATE_SHARE = 0.03
SCORED_FROM = 2026  # the first year in which months and organisations are scored


@dataclass
class Simulation:
    """The stage: who plays, the day, the dice, and what was counted. ``refused`` keeps sentences that a verb
    answered with, which a year that runs smoothly has few of."""

    cycle: Cycle
    units: frozenset[int]
    rng: random.Random
    officer: User
    heads: dict[int, User]
    tell: Callable[[str], None]
    counted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def decided_on(self) -> date:
        return self.cycle.rated_on

    def attempt(self, what: str, act: Callable[[], object]) -> bool:
        """Carry out the act and count it, or keep the sentence of its refusal."""
        try:
            with transaction.atomic():
                act()
        except DomainError as error:
            self.refused[f"{what}: {error.sentence[:200]}"] += 1
            return False
        self.counted[what] += 1
        return True

    def rated(self) -> list[Evaluation]:
        """Everybody of the cycle who stays, units in order."""
        found = Evaluation.objects.staying().filter(cycle=self.cycle, unit__in=self.units)
        return list(found.select_related("person__account", "organisation", "unit").order_by("unit_id", "pk"))


def simulate(
    *, year: int, seed: int, types: Collection[str], most_units: int | None, tell: Callable[[str], None]
) -> dict:
    """Play the year; counts of what was done, levels, and sentences of refusal. The demo accounts and a
    roster must be there."""
    officer = User.objects.get(username="chuyenvien")
    leader = User.objects.get(username="lanhdaotinh")
    rng = random.Random(seed)  # noqa: S311
    cycle = prepare_cycle(
        year=year, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), rated_on=date(year, 12, 10),
        scoring="month", by=officer,
    )  # fmt: skip
    on = open_cycle.as_of(cycle)
    units = _units(types, most_units, rng, on)
    tell(f"{len(units)} đơn vị: tài khoản, người phụ trách")
    cast.give_accounts(units, on)
    cast.put_in_charge(cycle, units, on, officer)
    admin = User.objects.get(username="quantri")
    heads = cast.heads(units, on, leader=leader, admin=admin)
    this = Simulation(cycle, units, rng, officer, heads, tell)
    events.before(this)
    _open(this)
    if year >= SCORED_FROM:
        months.play(this)
    events.meanwhile(this)
    reresolve.keep_up(on)
    chain.write(this)
    if year >= SCORED_FROM:
        organisations.play(this)
    late = set(rng.sample(sorted(units), round(len(units) * LATE_SHARE)))
    chain.sign(this, [unit for unit in this.heads if unit not in late])
    events.petitions(this)
    tell("Đóng kỳ cho các đơn vị đã xong")
    with transaction.atomic():
        this.counted["đơn vị đã đóng"] = close_cycle.close_ready(cycle, by=officer)
    jobs.run_all_queued()
    return _told(this, late)


def _units(types: Collection[str], most: int | None, rng: random.Random, on: date) -> frozenset[int]:
    """Units of these types as of the day, with those above them; of many a seeded choice."""
    periods = {one.unit_id: one for one in UnitPeriod.objects.as_of(on)}
    found = sorted(unit for unit, one in periods.items() if one.type in types and one.parent_id)
    chosen = set(found if most is None or most >= len(found) else rng.sample(found, most))
    for unit in list(chosen):
        above = periods[unit].parent_id
        while above in periods and periods[above].parent_id:
            chosen.add(above)
            above = periods[above].parent_id
    return frozenset(chosen)


def _open(this: Simulation) -> None:
    on = open_cycle.as_of(this.cycle)
    this.tell("Mở kỳ")
    with transaction.atomic():
        found = preflight(resolve(this.cycle, on=on, unit_ids=sorted(this.units)))
        open_cycle.write(this.cycle, found, by=this.officer)
    this.cycle.refresh_from_db()
    this.counted["đơn vị đã mở"] = sum(ready.is_ready for ready in found)


def _told(this: Simulation, late: Iterable[int]) -> dict:
    standing = Rating.objects.filter(decision__cycle=this.cycle, replaced_by=None)
    return {
        "year": this.cycle.year,
        "people": this.cycle.evaluations.count(),
        "counted": dict(sorted(this.counted.items())),
        "levels": dict(Counter(standing.order_by().values_list("level", flat=True))),
        "late_units": len(list(late)),
        "refused": dict(this.refused.most_common(20)),
    }
