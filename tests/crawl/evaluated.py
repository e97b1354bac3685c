"""The small province's year of evaluation, in either district: cycle, scores, decisions, petitions."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import UnitPeriod
from core import jobs
from core.days import since, today
from evaluations import national_export, open_cycle, open_follow_ups, write_national
from evaluations.authority_rules import adopt
from evaluations.delegate import delegate
from evaluations.enter_past import enter_past
from evaluations.enums import DelegationKind, FollowFact
from evaluations.models import (
    Cycle,
    Decision,
    DutyGroup,
    Evaluation,
    FollowUp,
    HandOver,
    Notice,
    OrganisationEvaluation,
    OrganisationPool,
    OrganisationReport,
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
    StepRecord,
    UnitLevel,
    UnitMatter,
)
from evaluations.papers import print_unit
from evaluations.petition import keep_files
from tests.crawl.who import (
    BEFORE,
    CLERK_A,
    HEAD_A,
    LEADER,
    MATTER_OF_A,
    NAMES,
    OFFICER,
    REPORT_OF_B,
    SECRET_UNITS,
)
from tests.crawl.world import World
from tests.factories import (
    make_person,
)


def cycle(world: World) -> None:
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
        first=on, last=date(2199, 12, 31), by=officer,
    )  # fmt: skip
    world.cycle = Cycle.objects.create(
        year=2022, name="Năm 2022", starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31),
        rated_on=date(2022, 12, 10), made_by=officer,
    )  # fmt: skip
    open_cycle.start(world.cycle, by=world.users[LEADER])
    jobs.run_all_queued()
    rated_from_above = world.cycle.evaluations.filter(person=world.people["below_a"])
    rated_from_above.update(rater_unit=world.units["A"])


def scores(world: World) -> None:
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


def petitions(world: World) -> None:
    """A self-evaluation that was sent, a signed rating and a petition against it, in either district. The
    decision on B's is the province's and rates somebody of A, too, whose unit may not read whom else."""
    root = UnitPeriod.objects.get(code="TINH").unit
    for key, name in {"of A": "in_a", "of B": "never"}.items():
        one = world.cycle.evaluations.get(person=world.people[name])
        SelfEvaluation.objects.create(evaluation=one, level="GOOD", submitted_at=timezone.now())
        pool = Pool.objects.create(cycle=world.cycle, unit=one.rater_unit, law=one.law)
        decision = Decision.objects.create(
            cycle=world.cycle, unit=one.rater_unit if key == "of A" else root, number="01/QĐ",
            decided_on=date(2022, 12, 10), published_on=date(2022, 12, 10), shown_in_unit=True,
            signed_by=world.users[HEAD_A],
        )  # fmt: skip
        rating = _rated(one, decision, pool)
        world.petitions[key] = Petition.objects.create(
            rating=rating, text="Đề nghị xem lại.", filed_on=date(2022, 12, 12), due_on=date(2022, 12, 26)
        )
        file = SimpleUploadedFile("can-cu.png", b"\x89PNG\r\n\x1a\n")
        keep_files(world.petitions[key], [file], by=world.users[CLERK_A])
    _rated(world.cycle.evaluations.get(person=world.people["moved_in"]), decision, pool)


def _rated(one: Evaluation, decision: Decision, pool: Pool) -> Rating:
    return Rating.objects.create(
        decision=decision, evaluation=one, level="GOOD", outcome="suggested", pool=pool,
        grounds={"law": {"code": one.law, "title": "", "state": "official"}, "findings": []},
    )  # fmt: skip


def duties(world: World) -> None:
    """A group of like duties, and a meeting, in either district."""
    for key, name in {"of A": "Nhóm Rõ Ràng", "of B": SECRET_UNITS[0]}.items():
        pool = world.petitions[key].rating.pool
        world.duties[key] = DutyGroup.objects.create(pool=pool, name=name, made_by=world.users[OFFICER])
        StepRecord.objects.create(
            organisation=world.petitions[key].rating.evaluation.organisation, step="meeting",
            held_on=date(2022, 12, 5), chair=name, made_by=world.users[OFFICER],
        )  # fmt: skip


def organisations(world: World) -> None:
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
            world.recognised[f"of {key.removeprefix('below ')}"] = decision
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


def moves(world: World) -> None:
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
    write_national.start(world.national, by=world.users[OFFICER], result_url="/")


def past(world: World) -> None:
    """A rating of an earlier year, known from its paper, in either district."""
    for name in ("in_a", "never", "self"):
        made = enter_past(
            person=world.people[name], year=2021, level="GOOD", number="02/QĐ", decided_on=BEFORE,
            by=world.users[OFFICER], today=today(),
        )  # fmt: skip
        world.past = world.past or made


def follow_ups(world: World) -> None:
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


def relatives(world: World) -> None:
    """Of two people in B: nobody of A may read it."""
    world.relative = Relative.objects.create(
        person=world.people["never"], other=world.people["self"], kind="sibling", valid=since(BEFORE),
        declared_by=world.users[OFFICER],
    )  # fmt: skip


def laid_down(world: World) -> None:
    """A stricter set of a unit in B."""
    world.rules = adopt(
        unit_id=world.units["B"].pk, code="working-days-to-petition", number="01/QC", decided_on=BEFORE,
        first=BEFORE, last=None, by=world.users[OFFICER],
    )  # fmt: skip


def papers(world: World) -> None:
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


def announced(world: World) -> None:
    """What was signed in either district is announced there, by the one law that says so."""
    signed = Rating.objects.filter(decision__shown_in_unit=True).values("evaluation")
    world.cycle.evaluations.filter(pk__in=signed).update(law="nd335-2025")
