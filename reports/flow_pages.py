"""Biến động: who joined, left and moved between two days, in numbers and by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest

from agencies.models import UnitPeriod
from agencies.rights import Right
from agencies.scope import covered
from agencies.tree import below
from core.days import parse_day
from core.errors import DomainError
from core.lists import Choice, url_with
from reports.enums import Move
from reports.flows import moves, named, since_when
from staff.enums import LeaveReason

SINCE, UNIT, KIND, REASON = "tu", "don_vi", "loai", "ly_do"
_REASONS = dict(LeaveReason.choices)
_FROM_TO = {Move.MOVED_IN: "Từ", Move.MOVED_OUT: "Đến"}


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement; ``detail`` is the reason of leaving, or where from or to."""

    person_id: int
    name: str
    unit: str
    day: date
    kind: str
    detail: str


class FlowPage(Sequence):
    """The movements that the address asks for, read page by page. Raises PermissionDenied, Http404."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.day = request, request.day
        cover = covered(request.user, Right.SEE_PEOPLE, on=self.day)
        if not cover:
            raise PermissionDenied
        self.unit = self._unit(request.GET.get(UNIT, ""))
        if self.unit and not cover.holds(self.unit.unit_id):
            raise Http404
        whole = None if cover.everywhere else cover.unit_ids
        self.unit_ids = below([self.unit.unit_id], self.day) if self.unit else whole
        typed = request.GET.get(SINCE, "")
        self.error, self.since = self._since(typed)
        self.typed = typed if self.error else f"{self.since:%d/%m/%Y}"
        self.kind = request.GET.get(KIND, "") if request.GET.get(KIND) in Move else ""
        self.reason = request.GET.get(REASON, "") if request.GET.get(REASON) in _REASONS else ""

    def _unit(self, code: str) -> UnitPeriod | None:
        if not code:
            return None
        found = UnitPeriod.objects.as_of(self.day).filter(code=code).first()
        if found is None:
            raise Http404
        return found

    def _since(self, text: str) -> tuple[str, date]:
        """What is wrong with the day asked for, and the day that is taken."""
        try:
            asked = parse_day(text) if text else None
        except DomainError as error:
            return error.sentence, since_when(self.day)
        if asked and asked > self.day:
            return "Ngày bắt đầu phải trước ngày đang xem.", since_when(self.day)
        return "", asked or since_when(self.day)

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """{(kind, reason of leaving): people}."""
        asked = moves(first=self.since, last=self.day, unit_ids=self.unit_ids)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT kind, reason, count(*) FROM ({asked.text}) m GROUP BY 1, 2", asked.args)
            return {(kind, reason): n for kind, reason, n in cursor.fetchall()}

    def count_of(self, kind: str = "", reason: str = "") -> int:
        return sum(n for (one, why), n in self.numbers.items() if kind in ("", one) and reason in ("", why))

    @property
    def kinds(self) -> list[Choice]:
        """Where nobody can move in or out, as in the whole province, these two aren't offered."""
        everybody = Choice("Tất cả", self._url(), self.count_of(), not self.kind)
        return [everybody] + [
            Choice(move.label, self._url(move), self.count_of(move), self.kind == move)
            for move in Move
            if self.unit_ids is not None or move in (Move.JOINED, Move.LEFT)
        ]

    @property
    def reasons(self) -> list[Choice]:
        """Of those who left."""
        return [
            Choice(
                label, self._url(Move.LEFT, reason), self.count_of(Move.LEFT, reason), self.reason == reason
            )
            for reason, label in _REASONS.items()
            if self.count_of(Move.LEFT, reason)
        ]

    def _url(self, kind: str | None = None, reason: str | None = None) -> str:
        return url_with(self.request, **{KIND: kind, REASON: reason})

    def __len__(self) -> int:
        return self.count_of(self.kind, self.reason)

    def __getitem__(self, at):
        start, stop, _ = at.indices(len(self))
        asked = named(moves(first=self.since, last=self.day, unit_ids=self.unit_ids))
        args = asked.args | {"kind": self.kind, "reason": self.reason, "limit": stop - start, "offset": start}
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT person_id, full_name, unit_name, day, kind, reason, other_name FROM ({asked.text}) m
                WHERE %(kind)s IN ('', kind) AND %(reason)s IN ('', reason)
                ORDER BY day DESC, sort_key, person_id, kind LIMIT %(limit)s OFFSET %(offset)s
                """,
                args,
            )
            return [_moved(*row) for row in cursor.fetchall()]


def _moved(person_id, name, unit, day, kind, reason, other) -> Moved:
    detail = _REASONS.get(reason, reason) if kind == Move.LEFT else ""
    if kind in _FROM_TO and other:
        detail = f"{_FROM_TO[kind]} {other}"
    return Moved(person_id, name, unit, day, Move(kind).label, detail)
