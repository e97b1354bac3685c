"""The small province that the crawl walks through: two districts, people of every fate, an account per role,
with workbooks and reports."""

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from agencies.enums import UnitType
from agencies.models import Grant, Unit
from core import jobs
from core.days import since, today
from core.models import Job
from evaluations.models import (
    AuthorityRules,
    Cycle,
    Delegation,
    DutyGroup,
    FollowUp,
    HandOver,
    NationalExport,
    PastRating,
    PeriodScore,
    Petition,
    Printout,
    RecognitionDecision,
    Relative,
    UnitLevel,
    UnitMatter,
)
from imports.models import Batch
from imports.receive import receive
from reports import make, review
from reports.enums import Definition, Period
from reports.models import Comment, Report, Schedule
from staff import evidence
from staff.enums import Group
from staff.models import Person
from tests.crawl.who import (
    ACCOUNTS,
    BEFORE,
    CLERK_A,
    ENDED,
    LEADER,
    MOVED_ON,
    NAMES,
    NUMBERS,
    OFFENCE_IN_A,
    OFFENCE_IN_B,
    OFFICER,
    PROOF,
    PROVINCIAL,
    REPORT_DAY,
    ROLES,
    ROSTER_DAY,
    SECRET_COEFFICIENT,
    SECRET_UNITS,
    STAFF,
)
from tests.factories import (
    FIRST_DAY,
    make_conclusion,
    make_discipline,
    make_grant,
    make_leave,
    make_offence,
    make_person,
    make_post,
    make_salary,
    make_unit,
    make_user,
)
from tests.imports import workbooks


@dataclass
class World:
    """What the walk fills into addresses."""

    units: dict[str, Unit] = field(default_factory=dict)
    came_from: Unit | None = None
    people: dict[str, Person] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    grant: Grant | None = None
    schedule: Schedule | None = None
    comment: Comment | None = None
    cycle: Cycle | None = None
    petitions: dict[str, Petition] = field(default_factory=dict)
    duties: dict[str, DutyGroup] = field(default_factory=dict)
    recognised: dict[str, RecognitionDecision] = field(default_factory=dict)
    levels: dict[str, UnitLevel] = field(default_factory=dict)
    matters: dict[str, UnitMatter] = field(default_factory=dict)
    scores: dict[str, PeriodScore] = field(default_factory=dict)
    hand_overs: dict[str, HandOver] = field(default_factory=dict)
    national: NationalExport | None = None
    past: PastRating | None = None
    relative: Relative | None = None
    rules: AuthorityRules | None = None
    delegation: Delegation | None = None
    follow_ups: dict[str, FollowUp] = field(default_factory=dict)
    printouts: dict[str, Printout] = field(default_factory=dict)


def units(world: World) -> None:
    root = make_unit("UBND tỉnh", "TINH", type=UnitType.PROVINCE)
    a = make_unit("Huyện Rõ Ràng", "HA", root, UnitType.DISTRICT)
    b = make_unit(SECRET_UNITS[0], "HB", root, UnitType.DISTRICT)
    below_a = make_unit("Xã Rõ Ràng", "XA", a, UnitType.COMMUNE)
    below_b = make_unit(SECRET_UNITS[1], "TB", b, UnitType.SERVICE)
    world.units = {"A": a, "below A": below_a, "B": b, "below B": below_b}
    world.came_from = make_unit("Sở Xuất Xứ", "SXX", root)


def accounts(world: World) -> None:
    for role in ROLES[1:]:
        world.users[role] = make_user(role, f"Tài khoản {role}")
    for name, (role, is_of_a) in ACCOUNTS.items():
        until = today() if name == ENDED else None
        grant = make_grant(world.users[name], role, world.units["A"] if is_of_a else None, until=until)
        if name == CLERK_A:
            world.grant = grant


def people(world: World) -> None:
    def one(key: str, unit: str, until: date | None = None, **fields) -> Person:
        unit_there = world.units[unit]
        made = make_person(NAMES[key], NUMBERS[key], unit_there, FIRST_DAY, until, **fields)
        world.people[key] = made
        return made

    one("in_a", "A")
    one("below_a", "below A")
    one("left_a", "A", until=MOVED_ON)
    moved_away = one("moved_away", "A", until=MOVED_ON)
    make_post(moved_away, world.units["below B"], first=MOVED_ON)
    make_salary(moved_away, until=MOVED_ON)
    make_salary(moved_away, coefficient=SECRET_COEFFICIENT.replace(",", "."), first=MOVED_ON)
    moved_in = make_person(NAMES["moved_in"], NUMBERS["moved_in"], world.came_from, FIRST_DAY, MOVED_ON)
    make_post(moved_in, world.units["A"], first=MOVED_ON)
    world.people["moved_in"] = moved_in
    one("never", "B")
    one("self", "below B", account=world.users[STAFF])


def facts(world: World) -> None:
    """Leave, discipline and a conclusion of one of A; of one who moved away both after their time there."""
    in_a, away = world.people["in_a"], world.people["moved_away"]
    a, below_b = world.units["A"], world.units["below B"]
    in_b = make_offence(away, below_b, MOVED_ON, OFFENCE_IN_B)
    late = make_discipline(away, offence=in_b, decided_on=ROSTER_DAY)
    here = make_discipline(in_a, offence=make_offence(in_a, a, BEFORE, OFFENCE_IN_A), decided_on=MOVED_ON)
    here.evidence = evidence.keep(
        SimpleUploadedFile(f"{PROOF}.png", b"\x89PNG\r\n\x1a\n"), person=in_a, by=world.users[CLERK_A]
    )
    here.save()
    concluded = make_conclusion(in_a, on=MOVED_ON, text=OFFENCE_IN_A)
    concluded_late = make_conclusion(away, on=ROSTER_DAY, text=OFFENCE_IN_B)
    leave = make_leave(in_a, first=BEFORE, until=MOVED_ON)
    world.facts = {
        "discipline of moved_away": f"ky-luat-{late.pk}",
        "discipline of in_a": f"ky-luat-{here.pk}",
        "conclusion of moved_away": f"ket-luan-{concluded_late.pk}",
        "conclusion of in_a": f"ket-luan-{concluded.pk}",
        "leave of in_a": f"nghi-{leave.pk}",
    }


def batches(world: World) -> None:
    """A roster of A by its clerk; of B by the officer, and one of all with errors; of B by who then ended."""
    clerk, officer, ended = (world.users[name] for name in (CLERK_A, OFFICER, ENDED))
    scope_a, scope_b = ({"unit": world.units[key].pk} for key in ("A", "B"))
    world.batches["of A"] = _batch("A.xlsx", ["in_a"], "HA", clerk, scope_a)
    world.batches["of B"] = _batch("B.xlsx", ["never", "new_in_b"], "HB", officer, scope_b)
    world.batches["with errors"] = _batch("C.xlsx", ["never", "never"], "KHÔNG CÓ", officer, {})
    Grant.objects.filter(user=ended).update(valid=since(FIRST_DAY))
    world.batches["of the ended"] = _batch("D.xlsx", ["never", "self"], "HB", ended, scope_b)
    Grant.objects.filter(user=ended).update(valid=since(FIRST_DAY, today()))


def _batch(name: str, keys: list[str], unit_code: str, by: User, scope: dict) -> Batch:
    headers = ("STT", "Họ và tên", "Số CCCD", "Mã đơn vị", "Loại")
    words = str(Group.CIVIL_SERVANT.label)
    lines = [
        workbooks.Line((place, NAMES[key], NUMBERS[key], unit_code, words), is_person=True)
        for place, key in enumerate(keys, start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        workbooks.roster(path, lines, headers=headers)
        batch = receive(kind="people", path=path, name=name, by=by, scope=scope, as_of=ROSTER_DAY)
    jobs.run_all_queued()
    batch.refresh_from_db()
    return batch


def jobs_of_three(world: World) -> None:
    world.jobs = {
        "the officer's": Job.objects.filter(created_by=world.users[OFFICER]).order_by("created_at").first(),
        "the clerk's": Job.objects.filter(created_by=world.users[CLERK_A]).order_by("created_at").first(),
        "the ended one's": Job.objects.filter(created_by=world.users[ENDED]).first(),
    }


def reports(world: World) -> None:
    """Checked ones of A, of B and of the province, the last with a remark; and a draft of A. All but the
    draft tell of ratings, too."""
    officer, wanted = world.users[OFFICER], {"of A": "A", "of B": "B", "of all": None, "draft of A": "A"}
    for key, unit in wanted.items():
        world.reports[key], _ = make.start(
            definition=Definition.STAFF,
            unit_id=world.units[unit].pk if unit else None,
            day=BEFORE if key.startswith("draft") else REPORT_DAY,
            by=officer,
            since=date(2021, 6, 30),
        )
    jobs.run_all_queued()
    for key, report in world.reports.items():
        if not key.startswith("draft"):
            review.submit(report, by=officer)
            review.check(report, by=world.users[LEADER])
    world.comment = review.comment(
        world.reports["of all"], by=world.users[PROVINCIAL], anchor="II.1", place="Mục II", text="Xem lại"
    )
    world.schedule = Schedule.objects.create(
        period=Period.YEAR, active_from=today(), drafter=officer, unit=world.units["B"]
    )
