"""A department in the cycle of 2026 with the sheets of March, written and sent."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction

from agencies.enums import Role
from agencies.models import Unit
from evaluations.models import Cycle, PeriodScore
from evaluations.scores import open as opening
from evaluations.scores.periods import Period, period_called
from evaluations.scores.write import parts_of, save, submit
from staff.models import Person
from tests import factories
from tests.evaluations.offices import make_cycle
from tests.evaluations.rated import opened
from work.models import WorkItem

MARCH = "2026-03"
TODAY = date(2026, 4, 2)


@dataclass
class Office:
    """A department below the province: its director's and the province's accounts, everybody by name."""

    cycle: Cycle
    province: Unit
    unit: Unit
    director: object
    chairman: object
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def march(self) -> Period:
        return period_called(self.cycle, MARCH)

    def score(self, name: str, slug: str = MARCH) -> PeriodScore:
        first = period_called(self.cycle, slug).first
        return PeriodScore.objects.current().get(person=self.people[name], period_on=first)


@transaction.atomic
def make_department(staff: int = 2, *, deputy: bool = True, year: int = 2026) -> Office:
    """The director, perhaps a deputy, and so many civil servants: ``staff-0`` and on."""
    province = factories.make_unit("UBND tỉnh Bắc Kạn", "UBT", type="province")
    unit = factories.make_unit("Sở Nội vụ", "SNV", province)
    chairman = factories.make_user_in(Role.PROVINCIAL_LEADER)
    director = factories.make_user_in(Role.UNIT_HEAD, unit)
    made = Office(None, province, unit, director, chairman)
    made.people["director"] = factories.make_person("Hà Văn Giám Đốc", account=director)
    factories.make_post(made.people["director"], unit, leader_kind="head")
    if deputy:
        made.people["deputy"] = factories.make_person("Lý Thị Phó Giám Đốc")
        factories.make_post(made.people["deputy"], unit, leader_kind="deputy_head")
    for number in range(staff):
        made.people[f"staff-{number}"] = factories.make_person(f"Nông Thị Chuyên Viên {number:02d}")
        factories.make_post(made.people[f"staff-{number}"], unit)
    made.cycle = opened(make_cycle(year))
    return made


@transaction.atomic
def open_month(office: Office, slug: str = MARCH) -> None:
    """Open the month, as the job does."""
    period = period_called(office.cycle, slug)
    opening.write(office.cycle, period, opening.spans(office.cycle, period), by=office.cycle.made_by)


def wrote(office: Office, name: str, *, slug: str = MARCH, done: int = 10, faults: int = 0, delays: int = 0,
          less: int = 0) -> PeriodScore:  # fmt: skip
    """Ten products of which so many are done; full points but ``less`` of the first criterion; sent."""
    score = office.score(name, slug)
    parts = {code: str(most) for code, most in parts_of(score).items()}
    first = next(iter(parts))
    parts[first] = str(Decimal(parts[first]) - less)
    row = {
        "name": "Thẩm định hồ sơ",
        "coefficient": Decimal("1.00"),
        "assigned": Decimal(10),
        "done": Decimal(done),
        "faults": faults,
        "delays": delays,
    }
    by = office.cycle.made_by
    save(score=score, parts=parts, words={"strengths": "Đúng hạn"}, rows=[row], by=by)
    return submit(score=score, by=by)


def products(score: PeriodScore) -> list[WorkItem]:
    return list(WorkItem.objects.filter(person=score.person_id, starts_on=score.starts_on))
