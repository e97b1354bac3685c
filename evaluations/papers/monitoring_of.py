"""The form of a month or quarter, filled from a score as it was written and confirmed."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone

from core.paper.paper import Paper
from evaluations.law.numbers import exact, shown
from evaluations.law.rule_sets import RuleSet
from evaluations.models import PeriodScore
from evaluations.papers.form_monitoring import Criterion, Monitoring, Product, monitoring_form
from evaluations.papers.frame import form_head, place_and_day, remarks
from evaluations.papers.offices import Office
from evaluations.scores.periods import period_from
from work.enums import Counting


def monitoring_paper(score: PeriodScore, office: Office) -> Paper | None:
    """None where the score's law has no such form."""
    law = score.rule_set
    form = law.form("monitoring", score.group)
    if form is None:
        return None
    entered = (f"({score.entered})",) if score.entered else ()
    return monitoring_form(_said(score, law, office), form, (*remarks(form, [law]), *entered))


def _said(score: PeriodScore, law: RuleSet, office: Office) -> Monitoring:
    is_confirmed = score.confirmed_at is not None
    own = _points(score.own_parts)
    confirmed = _points(score.counted_parts)
    total = exact(score.exact, "score") if is_confirmed else None
    common = sum(confirmed.values(), Fraction(0)) if is_confirmed else None
    by_themself = score.submitted_at and (score.entered is None or score.entered.is_from_paper)
    sent = timezone.localdate(score.submitted_at) if by_themself else None
    return Monitoring(
        head=form_head(office),
        period=period_from(score.cycle, score.period_on).name,
        name=score.person.full_name,
        title=score.title,
        unit=office.name,
        criteria=tuple(_criteria(law, own)),
        most=_shown(sum((_most(one) for one in _leaves(law)), Fraction(0))),
        own=_shown(sum(own.values(), Fraction(0)) if own else None),
        common=_shown(common),
        results=_shown(total - common) if total is not None and common is not None else "",
        total=law.score_shown(total) if total is not None else "",
        strengths=score.strengths,
        weaknesses=score.weaknesses,
        remarks=score.remarks if is_confirmed else "",
        signed=score.person.full_name if sent else "",
        signed_on=place_and_day(office, sent),
        confirmed=score.confirmed_by.full_name if is_confirmed else "",
        confirmed_on=place_and_day(office, _confirmed_on(score)),
        products=tuple(_product(row) for row in score.products),
        steps=tuple(f"{step['says']} ({step['cite']})" for step in score.steps) if is_confirmed else (),
    )


def _confirmed_on(score: PeriodScore) -> date | None:
    return timezone.localdate(score.confirmed_at) if score.confirmed_at else None


def _points(parts: Mapping[str, Any]) -> dict[str, Fraction]:
    return {code: exact(value, code) for code, value in parts.items() if value not in ("", None)}


def _leaves(law: RuleSet) -> list[Mapping[str, Any]]:
    """The criteria that points are given to: a group with parts of its own has only their sum."""
    codes = [one["code"] for one in law.criteria]
    return [one for one in law.criteria if not any(code.startswith(f"{one['code']}.") for code in codes)]


def _most(criterion: Mapping[str, Any]) -> Fraction:
    return exact(criterion["most"], criterion["code"])


def _criteria(law: RuleSet, own: dict[str, Fraction]):
    for one in law.criteria:
        code = one["code"]
        parts = [value for name, value in own.items() if name == code or name.startswith(f"{code}.")]
        yield Criterion(
            number=code.rpartition(".")[2],
            title=one["title"],
            most=_shown(_most(one)),
            own=_shown(sum(parts, Fraction(0)) if parts else None),
            is_group="." not in code,
        )


def _product(row: Mapping[str, Any]) -> Product:
    said = {
        name: _shown(exact(row[name], name)) for name in ("coefficient", "assigned", "done") if name in row
    }
    return Product(
        name=f"{row.get('name', '')}{_counting(row)}",
        coefficient=said.get("coefficient", ""),
        assigned=said.get("assigned", ""),
        done=said.get("done", ""),
        faults=_counted(row, "faults"),
        delays=_counted(row, "delays"),
        cause=_cause(row),
    )


def _counting(row: Mapping[str, Any]) -> str:
    """“ (nhận thay)” after a product that doesn't simply count as assigned."""
    return "".join(f" ({way.label.lower()})" for way in Counting if way and row.get(way))


def _counted(row: Mapping[str, Any], name: str) -> str:
    """“2 (1 do khách quan)”."""
    all_of, objective = row.get(name, 0), row.get(f"objective_{name}", 0)
    return f"{all_of} ({objective} do khách quan)" if objective else str(all_of)


def _cause(row: Mapping[str, Any]) -> str:
    """“Mất điện (Hà Văn A xác nhận)”."""
    cause, by = row.get("objective_cause", ""), row.get("cause_confirmed_by", "")
    return f"{cause} ({by} xác nhận)" if by else cause


def _shown(value: Fraction | None) -> str:
    return "" if value is None else shown(value)
