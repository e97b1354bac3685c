"""Opening what the law says must or may be looked at after ratings: a list for people, never an act. What is
usual for nearly everybody isn't a case of anybody (``usual.py``).

Safe to run any number of times: a case is one of a person, a rule and a year.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.db import connection

from core import jobs
from core.copying import copy_in
from core.days import today
from core.jobs import Run, job
from core.models import Job
from evaluations.enums import FollowState, Place
from evaluations.facts_of import LEADERS
from evaluations.law.check import case_of
from evaluations.law.choose import law_on
from evaluations.law.kinds.follows import Follows
from evaluations.law.rule_sets import all_rule_sets
from evaluations.law.rules import Finding
from evaluations.models import PastRating, Rating, StatedFact
from evaluations.models.follow import about
from staff.enums import LeaderKind
from staff.models import Person, Post

_COLUMNS = "person_id, unit_id, year, rule, law, must, says, cite, grounds"
_STAGE = """
CREATE TEMP TABLE stage_follow_up (
    person_id bigint, unit_id bigint, year int, rule text, law text, must boolean, says text,
    cite text, grounds jsonb
)
"""
_WRITE = f"""
INSERT INTO evaluations_followup ({_COLUMNS}, is_grounded, state, number, outcome, closed_reason, opened_at)
SELECT {_COLUMNS}, true, 'open', '', '', '', now() FROM stage_follow_up
ON CONFLICT (person_id, year, rule) DO UPDATE
SET unit_id = excluded.unit_id, grounds = excluded.grounds, is_grounded = true
WHERE evaluations_followup.state = ANY(%(running)s)
  AND (evaluations_followup.unit_id, evaluations_followup.grounds, evaluations_followup.is_grounded)
      IS DISTINCT FROM (excluded.unit_id, excluded.grounds, true)
"""
_UNGROUNDED = """
UPDATE evaluations_followup f SET is_grounded = false
WHERE f.year = %(year)s AND f.is_grounded AND f.state = ANY(%(running)s) AND f.rule <> ALL(%(usual)s)
  AND (%(people)s::bigint[] IS NULL OR f.person_id = ANY(%(people)s::bigint[]))
  AND NOT EXISTS (SELECT FROM stage_follow_up s WHERE s.person_id = f.person_id AND s.rule = f.rule)
"""
RUNNING = [FollowState.OPEN, FollowState.CONSIDERING]


@dataclass(frozen=True, slots=True)
class Standing:
    """Under which law, in what place and unit a person's rating of the year stands."""

    law: str
    group: str
    leader: str
    unit_id: int


def follow(year: int, *, by, decision: int | None = None) -> Job:
    """Look through the ratings of the year: of everybody, or of those whom one decision rates."""
    return jobs.enqueue(
        "evaluations.follow",
        subject=f"follow:{year}:{decision or 'all'}",
        title=f"Rà soát việc cần xem xét sau xếp loại năm {year}",
        by=by,
        result_url=f"/danh-gia/sau-xep-loai/?nam={year}",
        year=year,
        decision=decision,
    )


@job("evaluations.follow")
def run_follow(run: Run) -> None:
    year, decision = run.job.params["year"], run.job.params["decision"]
    run.progress("Đọc kết quả xếp loại các năm", 0, 2)
    people = None
    if decision:
        people = list(
            Rating.objects.filter(decision=decision).values_list("evaluation__person", flat=True).order_by()
        )
    found = list(cases(year, people))
    run.progress("Lập danh sách", 1, 2)
    by = run.job.created_by
    with run.commit(), pghistory.context(user=by.pk if by else None, what="Rà soát sau xếp loại"):
        write(year, found, people)


def write(year: int, found: Collection[tuple], people: list[int] | None) -> None:
    """Put the cases down in a transaction; what was open and follows no longer is marked so, not closed."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_in(cursor, f"stage_follow_up ({_COLUMNS})", found)
        cursor.execute(_WRITE, {"running": RUNNING})
        cursor.execute(
            _UNGROUNDED, {"year": year, "people": people, "running": RUNNING, "usual": usual_rules()}
        )
        cursor.execute("DROP TABLE stage_follow_up")


def cases(year: int, people: Collection[int] | None = None) -> Iterator[tuple]:
    """Rows of the staging table: every rule that acts on somebody's ratings up to the year.

    A few queries; people who stand alike are judged once.
    """
    ratings = _ratings(year, people)
    standings = _standings(year, ratings)
    known = _known(year, ratings)
    judged: dict[tuple, list[tuple[Finding, bool]]] = {}
    for person in sorted(standings):
        standing = standings[person]
        levels = tuple((row["year"], row["level"]) for row in ratings[person])
        facts = tuple(sorted(known.get(person, {})))
        key = (standing.law, standing.group, standing.leader, levels, facts)
        if key not in judged:
            judged[key] = list(_judge(year, standing, levels, facts))
        for finding, must in judged[key]:
            grounds = {"ratings": ratings[person], "facts": known.get(person, {})}
            yield (
                person, standing.unit_id, year, finding.rule, standing.law, must, finding.says, finding.cite,
                json.dumps(grounds, ensure_ascii=False, sort_keys=True),
            )  # fmt: skip


def _judge(
    year: int, standing: Standing, levels: tuple, facts: tuple[str, ...]
) -> Iterator[tuple[Finding, bool]]:
    said: dict[str, Any] = {
        "subject": "person", "law": standing.law, "group": standing.group, "leader": standing.leader,
        "year": year, "ratings": [{"year": one, "level": level} for one, level in levels],
    } | dict.fromkeys(facts, True)  # fmt: skip
    case = case_of(said, on=date(year, 12, 31))
    for rule in case.law.of_kind(Follows, case.facts):
        for finding in () if rule.usual else rule.judge(case):
            if finding.acts:
                yield finding, rule.must


def _ratings(year: int, people: Collection[int] | None) -> dict[int, list[dict[str, Any]]]:
    """{person rated in the year: their ratings up to it, the newest first}, as far back as a rule looks."""
    first = year - max(rule.in_a_row for rule in _rules()) + 1
    signed = Rating.objects.standing().filter(evaluation__cycle__year__range=(first, year))
    past = PastRating.objects.filter(year__range=(first, year))
    if people is not None:
        signed, past = signed.filter(evaluation__person__in=people), past.filter(person__in=people)
    rows = [
        *signed.order_by().values_list(
            "evaluation__person",
            "evaluation__cycle__year",
            "level",
            "decision__number",
            "decision__decided_on",
        ),
        *past.order_by().values_list("person", "year", "level", "number", "decided_on"),
    ]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for person, of, level, number, decided_on in sorted(rows, key=lambda row: -row[1]):
        if level:
            said = {"year": of, "level": level, "number": number}
            found[person].append(said | {"on": decided_on.isoformat() if decided_on else None})
    return {person: theirs for person, theirs in found.items() if theirs[0]["year"] == year}


def _standings(year: int, people: Collection[int]) -> dict[int, Standing]:
    """By the evaluation signed here; else by the main post of the year's last day, where a law rates it."""
    here = {
        post.person_id: post.unit_id for post in Post.objects.main().as_of(today()).filter(person__in=people)
    }
    found = {}
    last = date(year, 12, 31)
    posts = Post.objects.main().as_of(last).filter(person__in=people).select_related("title")
    for post in posts:
        if law := law_on(post.group, last):
            leads = post.title is not None and post.title.leader_kind != LeaderKind.NONE
            unit = here.get(post.person_id, post.unit_id)
            found[post.person_id] = Standing(law.code, post.group, "head" if leads else "none", unit)
    signed = Rating.objects.standing().filter(evaluation__cycle__year=year, evaluation__person__in=people)
    columns = ("person", "law", "group", "place", "is_leader", "unit")
    for person, law, group, place, is_leader, unit in signed.order_by().values_list(
        *(f"evaluation__{name}" for name in columns)
    ):
        leader = LEADERS.get(Place(place), "none") if is_leader else "none"
        found[person] = Standing(law, group, leader, here.get(person, unit))
    return found


def _known(year: int, people: Collection[int]) -> dict[int, dict[str, str]]:
    """{person: {fact: on what ground}}; what nobody has said is unknown."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    members = Person.objects.filter(pk__in=people, is_party_member=True).order_by()
    for person in members.values_list("pk", flat=True):
        found[person]["party_member"] = "Hồ sơ: là đảng viên"
    stated = StatedFact.objects.filter(person__in=people, year=year).order_by("person", "fact")
    for person, fact, ground in stated.values_list("person", "fact", "ground"):
        found[person][fact] = ground
    return found


def _rules() -> Iterator[Follows]:
    for rules in all_rule_sets().values():
        yield from (rule for rule in rules.rules if isinstance(rule, Follows) and not rule.usual)


def usual_rules() -> list[str]:
    """Those whose cases, taken up before they were known as usual, stay as they are."""
    laws = all_rule_sets().values()
    return sorted({rule.id for law in laws for rule in law.rules if isinstance(rule, Follows) and rule.usual})


def rule_words() -> dict[str, str]:
    """{rule: what it asks to be looked at}, for filters; the wording of the newest law."""
    return {rule.id: about(rule.says) for rule in _rules()}
