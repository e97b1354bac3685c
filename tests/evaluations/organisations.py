"""A small province in 2026 whose organisations are rated: departments, one with divisions, and communes."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from agencies.enums import Role, UnitType
from agencies.models import Unit
from evaluations.models import Cycle, OrganisationEvaluation, OrganisationPoints, OrganisationReport
from evaluations.organisation_propose import put_level
from evaluations.organisations import criteria_of
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened

YEAR = 2026
TODAY = date(2026, 12, 11)
DECIDED = date(2026, 12, 10)


@dataclass
class Province:
    cycle: Cycle | None = None
    units: dict[str, Unit] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def evaluation(self, name: str) -> OrganisationEvaluation:
        return OrganisationEvaluation.objects.get(cycle=self.cycle, unit=self.units[name])


def make_province(
    *, departments: int = 2, communes: int = 1, year: int = YEAR, rated_in: int | None = None
) -> Province:
    """The chairman's office recognises departments "s0", "s1" … and communes "x0" …; "s0" has the division
    "p0", "x0" the division "px", "s1" a school. ``rated_in``: a year in which no law rates organisations,
    with departments and communes evaluated all the same, as the tables hold it."""
    made = Province()
    root = made.units["root"] = factories.make_unit("UBND tỉnh", "UBT", type=UnitType.PROVINCE)
    for number in range(departments):
        made.units[f"s{number}"] = factories.make_unit(f"Sở số {number}", f"S{number}", root)
    for number in range(communes):
        made.units[f"x{number}"] = factories.make_unit(
            f"Xã số {number}", f"X{number}", root, UnitType.COMMUNE
        )
    made.units["p0"] = factories.make_unit("Phòng Kế hoạch", "P0", made.units["s0"])
    if communes:
        made.units["px"] = factories.make_unit("Phòng Kinh tế", "PX", made.units["x0"])
    if departments > 1:
        made.units["school"] = factories.make_unit("Trường Sở", "TS", made.units["s1"], UnitType.SERVICE)
    for name, unit in made.units.items():
        if name != "root":
            group = "public_employee" if name == "school" else "civil_servant"
            user = made.users[name] = factories.make_user_in(Role.UNIT_HEAD, unit)
            made.heads[name] = factories.make_person(f"Triệu Thị {name.upper()}", account=user)
            factories.make_post(made.heads[name], unit, group=group, leader_kind="head")
    made.users["chairman"] = factories.make_user_in(Role.PROVINCIAL_LEADER)
    made.users["officer"] = factories.make_user_in(Role.OFFICER)
    made.users["clerk"] = factories.make_user_in(Role.UNIT_CLERK, made.units["s0"])
    made.cycle = opened(make_cycle(rated_in or year))
    if rated_in:
        for name, unit in made.units.items():
            if name[0] in "sx" and name != "school":
                OrganisationEvaluation.objects.create(
                    organisation=made.cycle.organisations.get(unit=unit), cycle=made.cycle, unit=unit,
                    group="administrative_organisation", place="provincial_agency", law="nd335-2025",
                    recogniser_unit=root, recogniser_role="province_chairman",
                )  # fmt: skip
    return made


def report(
    one: OrganisationEvaluation, *, points: str = "94", by: User, sent: bool = True, **numbers
) -> None:
    """A self-evaluation with so many points, all tasks done on time, a third beyond."""
    usual = {
        "tasks_all": 30, "tasks_done": 30, "tasks_on_time": 30, "tasks_beyond": 10, "tasks_late": 0,
        "plan_all": 20, "plan_done": 20, "shortcomings": "none", "level": "EXCELLENT",
    }  # fmt: skip
    OrganisationReport.objects.create(
        evaluation=one,
        submitted_at=timezone.now() if sent else None,
        submitted_by=by if sent else None,
        **usual | numbers,
    )
    criteria = criteria_of(one.law)
    if not criteria:
        OrganisationPoints.objects.create(evaluation=one, code="score", own=Decimal(points))
        return
    short = Decimal(100) - Decimal(points)
    for criterion in criteria:
        cut = min(short, Decimal(criterion.most))
        short -= cut
        OrganisationPoints.objects.create(
            evaluation=one, code=criterion.code, own=Decimal(criterion.most) - cut
        )


def ready_to_sign(province: Province, *names: str, level: str = "GOOD", points: str = "80") -> list:
    """These organisations with a report that was sent and the level put down by their recogniser."""
    found = []
    for name in names:
        one = province.evaluation(name)
        report(one, points=points, by=province.users[name])
        put_level(evaluation=one, level=level, by=province.users["chairman"])
        found.append(one)
    return found
