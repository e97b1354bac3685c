"""The small province that the crawl walks through: two districts, people of every fate, an account per role.

The walk asks whether anybody sees of the other district (B) what they may not, so everything there has
names that stand nowhere else.
"""

import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from agencies.enums import Role, UnitType
from agencies.models import Grant, Unit, UnitPeriod
from core import jobs
from core.days import since, today
from core.models import Job
from evaluations import national_export, open_cycle, open_follow_ups
from evaluations.delegate import delegate
from evaluations.enter_past import enter_past
from evaluations.enums import DelegationKind, FollowFact
from evaluations.models import (
    Cycle,
    Decision,
    Delegation,
    DutyGroup,
    FollowUp,
    HandOver,
    NationalExport,
    Notice,
    OrganisationEvaluation,
    OrganisationPool,
    OrganisationReport,
    PastRating,
    PeriodScore,
    Petition,
    Pool,
    Printout,
    Rating,
    Recognition,
    RecognitionDecision,
    Relative,
    SelfEvaluation,
    StatedFact,
    UnitLevel,
    UnitMatter,
)
from evaluations.papers import print_unit
from evaluations.petition import keep_files
from imports.models import Batch
from imports.receive import receive
from reports import make, review
from reports.enums import Definition, Period
from reports.models import Comment, Report, Schedule
from staff import evidence
from staff.enums import Group
from staff.models import Person
from tests.factories import (
    FIRST_DAY,
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

MOVED_ON = date(2022, 3, 1)
BEFORE = date(2021, 12, 30)
ROSTER_DAY = date(2022, 6, 30)
REPORT_DAY = date(2022, 12, 15)

ANONYMOUS, NOBODY, ENDED, STAFF = "anonymous", "nobody", "ended", "staff"
CLERK_A, HEAD_A, OFFICER_A = "clerk_a", "head_a", "officer_a"
OFFICER, LEADER, PROVINCIAL, INSPECTOR, ADMIN = "officer", "leader", "provincial", "inspector", "admin"
ROLES = (
    *(ANONYMOUS, NOBODY, ENDED, STAFF, CLERK_A, HEAD_A, OFFICER_A),
    *(OFFICER, LEADER, PROVINCIAL, INSPECTOR, ADMIN),
)

OF_A = frozenset({CLERK_A, HEAD_A, OFFICER_A})
SEE_ALL_PEOPLE = frozenset({OFFICER, LEADER, PROVINCIAL, INSPECTOR})
SEE_ALL_UNITS = SEE_ALL_PEOPLE | {ADMIN}
SEE_NUMBERS = frozenset({OFFICER, LEADER, CLERK_A, HEAD_A, OFFICER_A})

# Who they are, how they are called. All but "never" and "self" have been in A.
NAMES = {
    "in_a": "Lò Ở Yên",
    "below_a": "Lò Ở Dưới",
    "left_a": "Lò Thôi Việc",
    "moved_away": "Lò Chuyển Đi",
    "moved_in": "Lò Chuyển Đến",
    "never": "Vừ Ngoài Cuộc",
    "self": "Vừ Chính Mình",
    "new_in_b": "Vừ Mới Tuyển",
}
NUMBERS = {key: f"0950007{place:05d}" for place, key in enumerate(NAMES, start=11)}
EVER_IN_A = frozenset({"in_a", "below_a", "left_a", "moved_away", "moved_in"})
# Of the other district, where the one who moved away is now. (Where somebody came from is part of the
# record that the new unit keeps, so that is no secret.)
SECRET_UNITS = ("Huyện Bí Ẩn", "Trường Bí Ẩn")
SECRET_COEFFICIENT = "7,77"  # of the one who moved away, from then on
# What was done wrong: in A, and where the one who moved away is now. The proof of the first is a file.
OFFENCE_IN_A, OFFENCE_IN_B, PROOF = "Lỗi ở Rõ Ràng", "Lỗi ở Bí Ẩn", "minh-chung-ro-rang"
SEE_DISCIPLINE_OF_ALL = frozenset({OFFICER, LEADER, INSPECTOR})
# What an organisation of B wrote of itself, and what somebody said of A, which A itself never reads.
REPORT_OF_B, MATTER_OF_A = "Báo cáo Bí Ẩn", "Đơn kín về Rõ Ràng"

ACCOUNTS = {
    ENDED: (Role.OFFICER, False),
    CLERK_A: (Role.UNIT_CLERK, True),
    HEAD_A: (Role.UNIT_HEAD, True),
    OFFICER_A: (Role.OFFICER, True),
    OFFICER: (Role.OFFICER, False),
    LEADER: (Role.HOME_AFFAIRS_LEADER, False),
    PROVINCIAL: (Role.PROVINCIAL_LEADER, False),
    INSPECTOR: (Role.INSPECTOR, False),
    ADMIN: (Role.ADMIN, False),
}


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
    levels: dict[str, UnitLevel] = field(default_factory=dict)
    matters: dict[str, UnitMatter] = field(default_factory=dict)
    scores: dict[str, PeriodScore] = field(default_factory=dict)
    hand_overs: dict[str, HandOver] = field(default_factory=dict)
    national: NationalExport | None = None
    past: PastRating | None = None
    relative: Relative | None = None
    delegation: Delegation | None = None
    follow_ups: dict[str, FollowUp] = field(default_factory=dict)
    printouts: dict[str, Printout] = field(default_factory=dict)


def names_for(role: str, day: date) -> frozenset[str]:
    """The people of whom the role may read as of the day."""
    if role in SEE_ALL_PEOPLE:
        return frozenset(NAMES)
    if role in OF_A:
        return EVER_IN_A if day >= MOVED_ON else EVER_IN_A - {"moved_in"}
    return frozenset({"self"}) if role == STAFF else frozenset()


def numbers_for(role: str, day: date) -> frozenset[str]:
    """The people whose citizen number the role may read in full."""
    return names_for(role, day) if role in SEE_NUMBERS or role == STAFF else frozenset()


def secrets_of(role: str, day: date) -> list[str]:
    """The words that no answer to the role may hold."""
    names, numbers = names_for(role, day), numbers_for(role, day)
    secrets = [name for key, name in NAMES.items() if key not in names]
    secrets += [number for key, number in NUMBERS.items() if key not in numbers]
    if role not in SEE_ALL_UNITS | {STAFF}:
        secrets += [*SECRET_UNITS, SECRET_COEFFICIENT]
    if role not in SEE_DISCIPLINE_OF_ALL:
        secrets += [OFFENCE_IN_B] if role in OF_A else [OFFENCE_IN_A, OFFENCE_IN_B, PROOF]
    if role not in (OFFICER, LEADER):
        secrets += [REPORT_OF_B] if role == PROVINCIAL else [REPORT_OF_B, MATTER_OF_A]
    return secrets


def build() -> World:
    """Committed to the database, with jobs really run."""
    world = World()
    _units(world)
    _accounts(world)
    _people(world)
    _facts(world)
    _batches(world)
    _jobs(world)
    _cycle(world)
    _petitions(world)
    _duties(world)
    _organisations(world)
    _scores(world)
    _reports(world)
    _moves(world)
    _past(world)
    _follow_ups(world)
    _relatives(world)
    _papers(world)
    _announced(world)
    return world


def _units(world: World) -> None:
    root = make_unit("UBND tỉnh", "TINH", type=UnitType.PROVINCE)
    a = make_unit("Huyện Rõ Ràng", "HA", root, UnitType.DISTRICT)
    b = make_unit(SECRET_UNITS[0], "HB", root, UnitType.DISTRICT)
    below_a = make_unit("Xã Rõ Ràng", "XA", a, UnitType.COMMUNE)
    below_b = make_unit(SECRET_UNITS[1], "TB", b, UnitType.SERVICE)
    world.units = {"A": a, "below A": below_a, "B": b, "below B": below_b}
    world.came_from = make_unit("Sở Xuất Xứ", "SXX", root)


def _accounts(world: World) -> None:
    for role in ROLES[1:]:
        world.users[role] = make_user(role, f"Tài khoản {role}")
    for name, (role, is_of_a) in ACCOUNTS.items():
        until = today() if name == ENDED else None
        grant = make_grant(world.users[name], role, world.units["A"] if is_of_a else None, until=until)
        if name == CLERK_A:
            world.grant = grant


def _people(world: World) -> None:
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


def _facts(world: World) -> None:
    """Leave and discipline of one of A; discipline after their time there of one who moved away."""
    in_a, away = world.people["in_a"], world.people["moved_away"]
    a, below_b = world.units["A"], world.units["below B"]
    in_b = make_offence(away, below_b, MOVED_ON, OFFENCE_IN_B)
    late = make_discipline(away, offence=in_b, decided_on=ROSTER_DAY)
    here = make_discipline(in_a, offence=make_offence(in_a, a, BEFORE, OFFENCE_IN_A), decided_on=MOVED_ON)
    here.evidence = evidence.keep(
        SimpleUploadedFile(f"{PROOF}.png", b"\x89PNG\r\n\x1a\n"), person=in_a, by=world.users[CLERK_A]
    )
    here.save()
    leave = make_leave(in_a, first=BEFORE, until=MOVED_ON)
    world.facts = {
        "discipline of moved_away": f"ky-luat-{late.pk}",
        "discipline of in_a": f"ky-luat-{here.pk}",
        "leave of in_a": f"nghi-{leave.pk}",
    }


def _batches(world: World) -> None:
    """A roster of A by its clerk; one of B by the officer, and one of all with errors."""
    clerk, officer = world.users[CLERK_A], world.users[OFFICER]
    scope_a, scope_b = ({"unit": world.units[key].pk} for key in ("A", "B"))
    world.batches["of A"] = _batch("A.xlsx", ["in_a"], "HA", clerk, scope_a)
    world.batches["of B"] = _batch("B.xlsx", ["never", "new_in_b"], "HB", officer, scope_b)
    world.batches["with errors"] = _batch("C.xlsx", ["never", "never"], "KHÔNG CÓ", officer, {})


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


def _jobs(world: World) -> None:
    world.jobs = {
        "the officer's": Job.objects.filter(created_by=world.users[OFFICER]).order_by("created_at").first(),
        "the clerk's": Job.objects.filter(created_by=world.users[CLERK_A]).order_by("created_at").first(),
    }


def _reports(world: World) -> None:
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


def _cycle(world: World) -> None:
    """A cycle that is open in both districts; each unit's head is vacant, somebody else is in charge."""
    officer, on = world.users[OFFICER], date(2022, 12, 1)
    rater = make_person("Hà Phụ Trách", unit=world.came_from)  # whom those rated may know by name
    in_charge = {"A": world.people["below_a"], "below A": world.people["in_a"], "B": rater, "below B": rater}
    for unit, person in in_charge.items():
        delegate(
            kind=DelegationKind.ACTING,
            unit_id=world.units[unit].pk, person_id=person.pk, number="01/QĐ", decision_on=on,
            first=on, last=None, by=officer,
        )  # fmt: skip
    world.delegation = delegate(
        kind=DelegationKind.SIGNING,
        unit_id=world.units["A"].pk, person_id=world.people["moved_in"].pk, number="02/UQ", decision_on=on,
        first=on, last=None, by=officer,
    )  # fmt: skip
    world.cycle = Cycle.objects.create(
        year=2022, name="Năm 2022", starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31),
        rated_on=date(2022, 12, 10), made_by=officer,
    )  # fmt: skip
    open_cycle.start(world.cycle, by=world.users[LEADER])
    jobs.run_all_queued()


def _scores(world: World) -> None:
    """A confirmed score of somebody in either district and of who asks, and a petition against each."""
    for key, name in {"of A": "in_a", "of B": "never", "own": "self"}.items():
        one = world.cycle.evaluations.get(person=world.people[name])
        world.scores[key] = PeriodScore.objects.create(
            cycle=world.cycle, period_on=date(2022, 3, 1), person_id=one.person_id, unit_id=one.unit_id,
            starts_on=date(2022, 3, 1), ends_on=date(2022, 3, 31), group=one.group, place=one.place,
            is_leader=False, law="nd335-2025", monitor_unit_id=one.rater_unit_id, own_parts={"I.1": "5"},
            strengths="Việc tháng ba", submitted_at=timezone.now(), confirmed_at=timezone.now(),
            confirmed_by=world.users[HEAD_A], exact="90", level="EXCELLENT",
        )  # fmt: skip
        world.petitions[f"score {key}"] = Petition.objects.create(
            score=world.scores[key], text="Xem lại điểm.", filed_on=date(2022, 4, 5), due_on=date(2022, 4, 15)
        )
        file = SimpleUploadedFile("can-cu-diem.png", b"\x89PNG\r\n\x1a\n")
        keep_files(world.petitions[f"score {key}"], [file], by=world.users[CLERK_A])


def _petitions(world: World) -> None:
    """A self-evaluation that was sent, a signed rating and a petition against it, in either district."""
    for key, name in {"of A": "in_a", "of B": "never"}.items():
        one = world.cycle.evaluations.get(person=world.people[name])
        SelfEvaluation.objects.create(evaluation=one, level="GOOD", submitted_at=timezone.now())
        pool = Pool.objects.create(cycle=world.cycle, unit=one.rater_unit, law=one.law)
        decision = Decision.objects.create(
            cycle=world.cycle, unit=one.rater_unit, number="01/QĐ", decided_on=date(2022, 12, 10),
            published_on=date(2022, 12, 10), shown_in_unit=True,
            signed_by=world.users[HEAD_A],
        )  # fmt: skip
        rating = Rating.objects.create(
            decision=decision, evaluation=one, level="GOOD", outcome="suggested", pool=pool,
            grounds={"law": {"code": one.law, "title": "", "state": "official"}, "findings": []},
        )  # fmt: skip
        world.petitions[key] = Petition.objects.create(
            rating=rating, text="Đề nghị xem lại.", filed_on=date(2022, 12, 12), due_on=date(2022, 12, 26)
        )
        file = SimpleUploadedFile("can-cu.png", b"\x89PNG\r\n\x1a\n")
        keep_files(world.petitions[key], [file], by=world.users[CLERK_A])


def _duties(world: World) -> None:
    """A group of like duties in either district."""
    for key, name in {"of A": "Nhóm Rõ Ràng", "of B": SECRET_UNITS[0]}.items():
        pool = world.petitions[key].rating.pool
        world.duties[key] = DutyGroup.objects.create(pool=pool, name=name, made_by=world.users[OFFICER])


def _organisations(world: World) -> None:
    """Each unit as an organisation with its report; those below recognised, matters of A and B."""
    officer, on = world.users[OFFICER], date(2022, 12, 10)
    root = UnitPeriod.objects.get(code="TINH").unit
    above = {"A": root, "below A": world.units["A"], "B": root, "below B": world.units["B"]}
    for key, recogniser in above.items():
        unit = world.units[key]
        one = OrganisationEvaluation.objects.create(
            organisation=world.cycle.organisations.get(unit=unit), cycle=world.cycle, unit=unit,
            group="administrative_organisation", place="provincial_agency", law="nd335-2025",
            recogniser_unit=recogniser, recogniser_role="province_chairman",
        )  # fmt: skip
        OrganisationReport.objects.create(
            evaluation=one, level="GOOD", submitted_at=timezone.now(),
            summary=REPORT_OF_B if key == "below B" else "",
        )  # fmt: skip
        if key.startswith("below"):
            pool = OrganisationPool.objects.create(cycle=world.cycle, unit=recogniser, law=one.law)
            decision = RecognitionDecision.objects.create(
                cycle=world.cycle, unit=recogniser, number="01/QĐ", decided_on=on, signed_on=on,
                signed_by=world.users[HEAD_A],
            )  # fmt: skip
            Recognition.objects.create(
                decision=decision, evaluation=one, level="GOOD", outcome="suggested", pool=pool,
                grounds={"law": {"code": one.law, "title": "", "state": "official"}, "findings": []},
            )  # fmt: skip
        else:
            world.levels[f"of {key}"] = UnitLevel.objects.create(
                unit=unit, year=2021, level="GOOD", number="9/QĐ", decided_on=BEFORE, source="UBND tỉnh",
                made_by=officer,
            )  # fmt: skip
            world.matters[f"of {key}"] = UnitMatter.objects.create(
                unit=unit, kind="complaint", on=on, made_by=officer,
                text=MATTER_OF_A if key == "A" else SECRET_UNITS[0],
            )  # fmt: skip


def _moves(world: World) -> None:
    """In either district a hand-over that is asked for, and what the person and the head are told."""
    for key, name in {"of A": "below_a", "of B": "never"}.items():
        one = world.cycle.evaluations.get(person=world.people[name])
        world.hand_overs[key] = HandOver.objects.create(
            evaluation=one, from_unit=one.unit, moved_on=date(2022, 9, 1), asks="remarks", cite="Điều 20",
            says="Nhận xét của đơn vị cũ.", asked_on=date(2022, 12, 1),
        )  # fmt: skip
        told = f"{NAMES[name]} nay thuộc đơn vị khác."
        Notice.objects.create(evaluation=one, text=told)
        Notice.objects.create(evaluation=one, text=told, unit=one.unit)
        Notice.objects.create(
            score=world.scores["of A" if name == "below_a" else "of B"], text=told, about="score"
        )
    world.national = national_export.export(by=world.users[OFFICER], today=date(2022, 12, 15))


def _past(world: World) -> None:
    """A rating of an earlier year, known from its paper, in either district."""
    for name in ("in_a", "never", "self"):
        made = enter_past(
            person=world.people[name], year=2021, level="GOOD", number="02/QĐ", decided_on=BEFORE,
            by=world.users[OFFICER], today=today(),
        )  # fmt: skip
        world.past = world.past or made


def _follow_ups(world: World) -> None:
    """What follows from the earlier ratings, in either district and for who asks about themselves."""
    for name in ("in_a", "never", "self"):
        StatedFact.objects.create(
            person=world.people[name], year=2021, fact=FollowFact.OUTSTANDING, ground="Thành tích năm 2021",
            said_by=world.users[OFFICER],
        )  # fmt: skip
    open_follow_ups.write(2021, list(open_follow_ups.cases(2021)), None)
    for key, name in {"of A": "in_a", "of B": "never", "own": "self"}.items():
        theirs = FollowUp.objects.filter(person=world.people[name]).order_by("rule")
        world.follow_ups[key] = theirs.first()


def _relatives(world: World) -> None:
    """Of two people in B: nobody of A may read it."""
    world.relative = Relative.objects.create(
        person=world.people["never"], other=world.people["self"], kind="sibling", valid=since(BEFORE),
        declared_by=world.users[OFFICER],
    )  # fmt: skip


def _papers(world: World) -> None:
    """In either district a file of everybody's forms, each of who asked for it."""
    makers = {"of A": ("A", CLERK_A), "of B": ("B", OFFICER)}
    for unit, maker in makers.values():
        print_unit.start(
            cycle=world.cycle, unit_id=world.units[unit].pk, paper="phieu", format="docx",
            by=world.users[maker], result_url="",
        )  # fmt: skip
    jobs.run_all_queued()
    for key, (_, maker) in makers.items():
        world.printouts[key] = Printout.objects.get(made_by=world.users[maker])


def _announced(world: World) -> None:
    """What was signed in either district is announced there, by the one law that says so."""
    signed = Rating.objects.filter(decision__shown_in_unit=True).values("evaluation")
    world.cycle.evaluations.filter(pk__in=signed).update(law="nd335-2025")
