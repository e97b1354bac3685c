"""How the arguments of an address are filled: for each, things of every kind and one that doesn't exist.

A new address needs a line in ``Things`` or ``FIXED`` when it has arguments, and one in ``ASKED`` when it
should be asked with more than an empty form.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from imports import tabs
from imports.offers import OFFERS
from reports.measures import MEASURES
from staff.edits import BY_SLUG
from staff.models import EthnicGroup, QualificationLevel, Rank, Religion, Title
from staff.service_record import MODELS
from tests.crawl.who import (
    ADMIN,
    CLERK_A,
    ENDED,
    HEAD_A,
    LEADER,
    OF_A,
    OFFICER,
    OFFICER_A,
    PROVINCIAL,
    SEE_ALL_PEOPLE,
    SEE_ALL_UNITS,
    STAFF,
)
from tests.crawl.world import World

# The label of a thing that doesn't exist: what a role may not reach must look just like it.
NONE = "none"

TABS = (tabs.NEW, tabs.LEFT, tabs.ERRORS, tabs.UNITS)
# What is asked besides the bare address: address name → (method, label, parameters).
ASKED: dict[str, list[tuple[str, str, dict]]] = {
    "core:search": [
        ("GET", "a name", {"q": "vu ngoai"}),
        ("GET", "a unit", {"q": "bi an"}),
        ("POST", "a number", {"q": "0950007000"}),
    ],
    "staff:list": [("GET", "a name", {"q": "vu"})],
    "agencies:suggest": [("GET", "a unit", {"q": "bi an"})],
    "imports:batch": [
        ("GET", tab, {tabs.TAB: tab}) for tab in (tabs.NEW, tabs.LEFT, tabs.ERRORS, tabs.UNITS)
    ],
    "evaluations:usual": [
        ("GET", "of B", {"don_vi": "HB"}),
        ("GET", "a kind", {"nam": "2022", "viec": "follows-regular-raise"}),
    ],
    "reports:ratings": [("GET", "of B", {"don_vi": "HB"})],
    "reports:ratings-behind": [("GET", "of B", {"don_vi": "HB"})],
    "reports:organisations-behind": [("GET", "of B", {"don_vi": "HB"})],
    "reports:scores": [("GET", "of B", {"don_vi": "HB"})],
    "reports:scores-behind": [("GET", "of B", {"don_vi": "HB"})],
    "agencies:accounts": [("GET", "a name", {"q": "tai"})],
}

# (room, argument) → its values where they are no matter of scope: each is asked in turn.
FIXED: dict[tuple[str, str], list] = {
    ("imports", "slug"): list(OFFERS),
    ("staff", "slug"): list(BY_SLUG),
    ("staff", "kind"): list(MODELS),
    ("reports", "format"): ["docx", "pdf", "xlsx"],
    ("reports", "number"): [1],
    ("evaluations", "slug"): ["hop", "khong-co"],
    ("evaluations", "of"): ["XA", "TB"],
    ("evaluations", "year"): [2022],
    ("evaluations", "verb"): ["giao", "khong-co"],
    ("evaluations", "paper"): ["phieu", "thong-bao", "bien-ban", "khong-co"],
    ("evaluations", "format"): ["docx", "txt"],
    ("evaluations", "law"): ["nd335-2025", "nd1-1945"],
    ("reports", "code"): [next(iter(MEASURES)), "ratings.good", "xl-chung.2.1", "no-such-figure"],
    ("admin", "app_label"): ["staff"],
    ("admin", "url"): ["nothing/"],
}
CATALOGUES = {
    model._meta.model_name: model for model in (EthnicGroup, Religion, Title, Rank, QualificationLevel)
}
# Addresses of evaluation whose pk is a person.
RATED_PEOPLE = {"evaluations:years", "evaluations:add-past", "evaluations:withdraw-past", "evaluations:facts"}
# Steps about one person.
FROM_ABOVE = {"evaluations:step-of", "evaluations:step-of-give-back"}
SEE_DRAFTS_OF_ALL = frozenset({OFFICER, LEADER})
# One's own, a stranger's and nothing: enough where every kind of thing has been asked for once.
BRIEF = frozenset({"", "A", "B", "of A", "of B", "in_a", "never", "clerk", "the officer's", NONE})


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands for an argument; ``roles`` may reach it (None: not a matter of scope)."""

    label: str
    value: object
    roles: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One way to fill an address: the thing asked for, and the other arguments."""

    thing: str
    others: str
    arguments: dict[str, object]
    roles: frozenset[str] | None

    @property
    def is_brief(self) -> bool:
        return self.thing in BRIEF


class Things:
    """The things of the world by the name of an address."""

    def __init__(self, world: World) -> None:
        self.world = world

    def fill(self, name: str, arguments: tuple[str, ...]) -> Iterator[Case]:
        """Every thing with the first of the other arguments, the brief ones with each of them.

        Raises LookupError for an argument that nobody has said how to fill.
        """
        scoped, others = None, []
        for argument in arguments:
            found = self._things(name, argument)
            if scoped is None and any(thing.roles is not None for thing in found):
                scoped = [(argument, thing) for thing in found]
            else:
                others.append([(argument, thing) for thing in found])
        for place, rest in enumerate(product(*others)):
            for argument, thing in scoped or [("", Thing("", None))]:
                if place == 0 or thing.label in BRIEF:
                    yield Case(
                        thing.label,
                        " ".join(other.label for _, other in rest if other.label),
                        {name: one.value for name, one in [*rest, (argument, thing)] if name},
                        thing.roles,
                    )

    def _things(self, name: str, argument: str) -> list[Thing]:
        room = name.partition(":")[0]
        by_argument = {
            ("agencies", "code"): self._units,
            ("agencies", "username"): self._accounts,
            ("staff", "username"): self._accounts,
            ("agencies", "pk"): lambda: [Thing("", self.world.grant.pk)],
            ("imports", "pk"): self._batches,
            ("core", "pk"): self._jobs,
            ("reports", "pk"): self._reports,
            ("reports", "comment"): lambda: [Thing("", self.world.comment.pk)],
            ("staff", "pk"): self._people,
            ("staff", "fact"): lambda: [Thing(key, ref) for key, ref in self.world.facts.items()],
            ("evaluations", "pk"): lambda: [Thing("", self.world.cycle.pk)],
            ("evaluations", "code"): lambda: self._rated_units(name),
            ("evaluations", "level"): lambda: self._keyed(self.world.levels),
            ("evaluations", "matter"): lambda: self._keyed(self.world.matters),
            ("evaluations", "duty"): lambda: self._keyed(self.world.duties),
            ("evaluations", "recognised"): lambda: self._keyed(self.world.recognised),
            ("reports", "cycle"): lambda: [Thing("", self.world.cycle.pk)],
            ("evaluations", "evaluation"): lambda: self._evaluations(name),
            ("evaluations", "petition"): self._petitions,
            ("evaluations", "petition_file"): self._petition_files,
            ("evaluations", "decision"): self._decisions,
            ("evaluations", "score"): self._scores,
            ("evaluations", "export_pk"): lambda: [Thing("", self.world.national.pk)],
            ("evaluations", "hand_over_pk"): self._hand_overs,
            ("evaluations", "case"): self._follow_ups,
            ("evaluations", "delegation"): lambda: [Thing("", self.world.delegation.pk)],
            ("evaluations", "relative"): lambda: [Thing("", self.world.relative.pk)],
            ("evaluations", "rules"): lambda: [Thing("", self.world.rules.pk)],
            ("evaluations", "past"): lambda: [Thing("", self.world.past.pk)],
            ("evaluations", "printout"): self._printouts,
            ("admin", "object_id"): lambda: [_entry(name)],
        }
        if name == "evaluations:national-file" and argument == "format":
            return [Thing(format, format) for format in ("xlsx", "json")]
        if name == "reports:stop-schedule":
            return [Thing("", self.world.schedule.pk)]
        if name in FROM_ABOVE and argument == "slug":
            return [Thing("", "tong-hop")]
        if argument == "slug" and ("score" in name or "period" in name):
            return [Thing("", "2022-03")]
        if argument == "pk" and name in ("evaluations:relatives", "evaluations:end-relative"):
            return self._declarers()
        if argument == "pk" and name in RATED_PEOPLE:
            return self._rated_people()
        if (room, argument) in by_argument:
            return by_argument[room, argument]()
        if (room, argument) in FIXED:
            values = FIXED[room, argument]
            return [Thing(str(value) if len(values) > 1 else "", value) for value in values]
        raise LookupError(f"{name}: nobody has said how to fill <{argument}>, see tests/crawl/fill.py")

    def _units(self) -> list[Thing]:
        codes = {"A": "HA", "below A": "XA", "B": "HB", "below B": "TB"}
        reach = {key: SEE_ALL_UNITS | OF_A if key.endswith("A") else SEE_ALL_UNITS for key in codes}
        return [Thing(key, code, reach[key]) for key, code in codes.items()] + [_nothing("KHONGCO")]

    def _rated_units(self, name: str) -> list[Thing]:
        """Units whose ratings are seen: an administrator, an inspector and a provincial leader see none; but
        that leader recognises organisations directly under the province."""
        codes = {"A": "HA", "below A": "XA", "B": "HB", "below B": "TB"}
        reach = {key: SEE_DRAFTS_OF_ALL | OF_A if key.endswith("A") else SEE_DRAFTS_OF_ALL for key in codes}
        if name.startswith(("evaluations:organisation-", "evaluations:unit-matter")):
            reach |= {key: reach[key] | {PROVINCIAL} for key in ("A", "B")}
            codes, reach = codes | {"root": "TINH"}, reach | {"root": SEE_DRAFTS_OF_ALL | {PROVINCIAL}}
        return [Thing(key, code, reach[key]) for key, code in codes.items()] + [_nothing("KHONGCO")]

    def _follow_ups(self) -> list[Thing]:
        """Home Affairs and the unit's head; one that isn't decided stays hidden from the person."""
        of_a = frozenset({HEAD_A, OFFICER_A})
        reach = {"of A": SEE_DRAFTS_OF_ALL | of_a, "of B": SEE_DRAFTS_OF_ALL, "own": SEE_DRAFTS_OF_ALL}
        return [Thing(key, one.pk, reach[key]) for key, one in self.world.follow_ups.items()] + [_nothing(0)]

    def _declarers(self) -> list[Thing]:
        """The person themself, and those who keep evaluations where the person serves."""
        reach = {"in_a": {OFFICER, OFFICER_A}, "never": {OFFICER}, "self": {OFFICER, STAFF}}
        things = [Thing(key, self.world.people[key].pk, frozenset(roles)) for key, roles in reach.items()]
        return [*things, _nothing(0)]

    def _rated_people(self) -> list[Thing]:
        """The province's leader reaches those with a signed result in a unit directly below."""
        above = SEE_DRAFTS_OF_ALL | {PROVINCIAL}
        in_a = above | OF_A
        reach = {
            "never": above, "in_a": in_a, "moved_in": in_a, "self": SEE_DRAFTS_OF_ALL | {STAFF},
        }  # fmt: skip
        people = self.world.people.items()
        return [Thing(key, one.pk, reach.get(key, SEE_DRAFTS_OF_ALL | OF_A)) for key, one in people] + [
            _nothing(0)
        ]

    def _petitions(self) -> list[Thing]:
        """Against a rating or a score."""
        petitions = self.world.petitions.items()
        return [Thing(key, one.pk, self._may_read(key)) for key, one in petitions] + [_nothing(0)]

    def _petition_files(self) -> list[Thing]:
        files = {key: one.files.get().pk for key, one in self.world.petitions.items()}
        return [Thing(key, pk, self._may_read(key)) for key, pk in files.items()] + [_nothing(0)]

    @staticmethod
    def _may_read(key: str) -> frozenset[str]:
        """Home Affairs, those of the district, and the person themself."""
        more = {"of A": OF_A, "of B": frozenset(), "own": frozenset({STAFF})}
        return SEE_DRAFTS_OF_ALL | more[key.removeprefix("score ")]

    @staticmethod
    def _keyed(rows: dict) -> list[Thing]:
        """What only Home Affairs and those above the unit may reach, whichever unit it is of."""
        return [Thing(key, one.pk) for key, one in rows.items()] + [Thing(NONE, 0)]

    def _decisions(self) -> list[Thing]:
        reach = {"of A": SEE_DRAFTS_OF_ALL | OF_A, "of B": SEE_DRAFTS_OF_ALL | {PROVINCIAL}}
        signed = {key: one.rating.decision_id for key, one in self.world.petitions.items() if one.rating}
        return [Thing(key, pk, reach[key]) for key, pk in signed.items()] + [_nothing(0)]

    def _scores(self) -> list[Thing]:
        scores = self.world.scores.items()
        return [Thing(key, one.pk, self._may_read(key)) for key, one in scores] + [_nothing(0)]

    def _hand_overs(self) -> list[Thing]:
        reach = {"of A": SEE_DRAFTS_OF_ALL | OF_A, "of B": SEE_DRAFTS_OF_ALL}
        rows = self.world.hand_overs.items()
        return [Thing(key, one.pk, reach[key]) for key, one in rows] + [_nothing(0)]

    def _printouts(self) -> list[Thing]:
        """Each is its maker's alone."""
        reach = {"of A": frozenset({CLERK_A}), "of B": frozenset({OFFICER})}
        return [Thing(key, one.pk, reach[key]) for key, one in self.world.printouts.items()] + [_nothing(0)]

    def _evaluations(self, name: str) -> list[Thing]:
        """Of somebody in A and of somebody in B; who else may reach them hangs on the unit beside it.

        Steps about one person are of somebody rated from above: in A of who works below it. Electronic files
        are also of somebody whose decision names people of B.
        """
        people = {"in A": "below_a" if name in FROM_ABOVE else "in_a", "in B": "never"}
        if name == "evaluations:file":
            people["in A with others"] = "moved_in"
        rated = {one.person_id: one.pk for one in self.world.cycle.evaluations.all()}
        return [Thing(key, rated[self.world.people[name].pk]) for key, name in people.items()]

    def _accounts(self) -> list[Thing]:
        return [Thing("clerk", CLERK_A, frozenset({ADMIN})), _nothing("khong-co")]

    def _batches(self) -> list[Thing]:
        reach = {"of A": frozenset({OFFICER, LEADER, CLERK_A})}
        batches = self.world.batches.items()
        return [Thing(key, one.pk, reach.get(key, SEE_DRAFTS_OF_ALL)) for key, one in batches] + [_nothing(0)]

    def _jobs(self) -> list[Thing]:
        owners = {"the officer's": OFFICER, "the clerk's": CLERK_A, "the ended one's": ENDED}
        jobs = self.world.jobs.items()
        return [Thing(key, job.pk, frozenset({owners[key]})) for key, job in jobs] + [
            _nothing(uuid.UUID(int=0))
        ]

    def _reports(self) -> list[Thing]:
        reach = {
            "of A": SEE_DRAFTS_OF_ALL | OF_A | {PROVINCIAL},
            "of B": SEE_DRAFTS_OF_ALL | {PROVINCIAL},
            "of all": SEE_DRAFTS_OF_ALL | {PROVINCIAL},
            "draft of A": SEE_DRAFTS_OF_ALL | {OFFICER_A},
        }
        reports = self.world.reports.items()
        return [Thing(key, report.pk, reach[key]) for key, report in reports] + [_nothing(0)]

    def _people(self) -> list[Thing]:
        reach = {"never": SEE_ALL_PEOPLE, "self": SEE_ALL_PEOPLE | {STAFF}}
        people = self.world.people.items()
        return [Thing(key, one.pk, reach.get(key, SEE_ALL_PEOPLE | OF_A)) for key, one in people] + [
            _nothing(0)
        ]


def _nothing(value: object) -> Thing:
    return Thing(NONE, value, frozenset())


def _entry(name: str) -> Thing:
    """The first entry of the catalogue that the address names."""
    model = next(model for key, model in CATALOGUES.items() if key in re.split("[_/]", name))
    return Thing("", model.objects.order_by("pk").first().pk)
