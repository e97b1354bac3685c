"""What the pages of usual uses show: the people of one kind, each with their level or score; a workbook."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from agencies.models import UnitPeriod
from core.list_book import list_book
from evaluations.enums import Place
from evaluations.facts_of import LEADERS
from evaluations.law.check import case_of
from evaluations.law.kinds.year_scores import MonthsComplete, year_score
from evaluations.level_words import KINDS
from evaluations.models import Evaluation, PeriodScore, Rating
from evaluations.scores.months import months_of
from evaluations.usual import Use
from staff.service_facts import service_facts

CHUNK = 500
_HEADS = (
    ("Họ và tên", 28), ("Đơn vị", 36), ("Kết quả", 26), ("Của", 30), ("Được dùng để", 60), ("Căn cứ", 44),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Served:
    """One person of a kind: ``words`` is the level (a badge of ``kind``) or the score; ``lacks`` why none."""

    name: str
    unit_name: str
    words: str
    kind: str
    lacks: str


class Rows:
    """The people of a kind in the order of their names, read page by page."""

    def __init__(self, use: Use, found, on: date) -> None:
        order = "evaluation__person" if use.like else "person"
        self.use, self.on = use, on
        self.found = found.order_by(f"{order}__sort_key", "pk")

    def count(self) -> int:
        return self.use.count

    def __len__(self) -> int:
        return self.use.count

    def __getitem__(self, part: slice) -> list[Served]:
        rows = self.found[part]
        return _rated(rows, self.on) if self.use.like else _scored(rows, self.use, self.on)


def workbook(uses: Iterable[tuple[Use, Rows]], *, filters: str, on: date, by) -> bytes:
    """Each kind's people, one row each."""
    return list_book(
        "Sử dụng kết quả theo quy định",
        [f"Bộ lọc: {filters} · {by.full_name} xuất ngày {on:%d/%m/%Y}"],
        _HEADS,
        _lines(uses),
    )


def _lines(uses: Iterable[tuple[Use, Rows]]) -> Iterator[tuple[str, ...]]:
    for use, rows in uses:
        for start in range(0, len(rows), CHUNK):
            for one in rows[start : start + CHUNK]:
                yield one.name, one.unit_name, one.words or one.lacks, use.title, use.says, use.cite


def _rated(ratings, on: date) -> list[Served]:
    found: list[Rating] = list(ratings.select_related("evaluation__person"))
    names = _units({one.evaluation.unit_id for one in found}, on)
    return [
        Served(
            one.evaluation.person.full_name, names.get(one.evaluation.unit_id, "Đơn vị không còn"),
            one.get_level_display(), KINDS[one.level], "",
        )
        for one in found
    ]  # fmt: skip


def _scored(scores, use: Use, on: date) -> list[Served]:
    """With the mean of the span's months by the law of each, or what is missing for it."""
    found: list[PeriodScore] = list(scores.select_related("person", "cycle"))
    names = _units({one.unit_id for one in found}, on)
    by_cycle: dict[int, list[PeriodScore]] = defaultdict(list)
    for one in found:
        by_cycle[one.cycle_id].append(one)
    means = {pk: mean for those in by_cycle.values() for pk, mean in _means(those, use).items()}
    return [
        Served(one.person.full_name, names.get(one.unit_id, "Đơn vị không còn"), mean, "", lacks)
        for one, (mean, lacks) in ((one, means[one.pk]) for one in found)
    ]


def _means(scores: list[PeriodScore], use: Use) -> dict[int, tuple[str, str]]:
    """{score: (the span's mean, what is missing)} of people in one cycle, in a few queries."""
    cycle, first, last = scores[0].cycle, use.first or date.min, use.last or date.max
    people = [one.person_id for one in scores]
    catalogues = Evaluation.objects.filter(cycle=cycle, person__in=people).order_by("pk")
    had = dict(catalogues.values_list("person", "organisation__catalogue_on"))
    months = months_of(
        people, cycle=cycle, served=service_facts(people, first=first, last=last), first=first, last=last,
        on=last, catalogue_from={person: had.get(person) for person in people},
        groups={one.person_id: one.group for one in scores},
    )  # fmt: skip
    found = {}
    for one in scores:
        said = {
            "subject": "person", "law": one.law, "group": one.group, "year": first.year,
            "leader": LEADERS.get(Place(one.place), "none") if one.is_leader else "none",
            "months": months[one.person_id],
        }  # fmt: skip
        case = case_of(said, on=last)
        mean, _ = year_score(case)
        lacks = [
            finding.says
            for rule in case.rules(MonthsComplete)
            for finding in rule.judge(case)
            if finding.acts
        ]
        found[one.pk] = ("" if mean is None else case.law.score_shown(mean), " ".join(lacks))
    return found


def _units(unit_ids: set[int], on: date) -> dict[int, str]:
    return dict(UnitPeriod.objects.as_of(on).of_units(unit_ids).values_list("unit_id", "name"))
