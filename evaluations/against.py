"""What stands against a signature, in sentences: an act that the law of the day doesn't give to the signer, a
level that it forbids, a reason or a paper that is missing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from evaluations.enums import General, RatingLevel, Step
from evaluations.law.check import check
from evaluations.models import Evaluation, PeriodScore
from evaluations.signers import Signer
from evaluations.steps_done import ABSENCE, StepsDone, absences_of

DOCUMENTS = {
    Step.MEETING: "minutes",
    Step.PARTY_OPINION: "party_opinion",
    Step.SYNTHESIS: "synthesis",
}
NOT_RATED = "not_rated"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the signer decides of one person; an empty level is “không xếp loại”."""

    evaluation_id: int
    level: str
    reason: str = ""


def against_act(
    one: Evaluation | PeriodScore, act: str, *, level: str, signer: Signer, papers: list[str], role: str = ""
):
    """Where the law of the day doesn't give the act to the signer, or a paper is missing."""
    actor: dict[str, Any] = {"id": signer.person.pk if signer.person else f"account-{signer.user.pk}"}
    actor["is_relative"] = one.person_id in signer.relatives
    if role:
        actor["role"] = role
    if signer.delegation:
        first = signer.delegation.valid.lower
        actor |= {"for_absent": True, "delegation": {"from": first.isoformat()}}
    facts = {
        "subject": "act", "act": act, "group": one.group, "on": signer.on.isoformat(), "actor": actor,
        "ratee": {"place": one.place, "id": one.person_id}, "documents": papers, "decides": level,
        "authorities": one.stricter,
    }  # fmt: skip
    said = check(facts, on=signer.on)
    for finding in said["findings"]:
        if finding["rule"] in said["refused_by"]:
            yield f"{finding['says']} ({finding['cite']})"


def against_level(choice: Choice, verdict: dict[str, Any], *, whom: str = "người", above: str = ""):
    """Where the law forbids the level, or wants a reason that isn't given. ``above``: the level of a result
    that proved untrue; one below it may be chosen although points that proved untrue, too, close it."""
    outcome, suggested = verdict["outcome"], verdict.get("level")
    if outcome == NOT_RATED:
        if choice.level:
            yield _because(verdict, lambda one: one["acts"])
    elif not choice.level:
        yield "Chưa chọn mức xếp loại."
    elif outcome == "hold":
        yield _because(verdict, lambda one: one.get("outcome") == "hold")
    elif outcome == "forced" and choice.level != suggested:
        yield _because(verdict, lambda one: one["rule"] in verdict["levels"][suggested]["by"])
    elif outcome != "forced" and (barring := verdict["levels"][choice.level]["barred_by"]):
        yield _because(verdict, lambda one: one["rule"] in barring)
    elif (
        outcome in ("suggested", "incomplete")
        and verdict["levels"][choice.level]["by"]
        and verdict["levels"][choice.level]["state"] == "closed"
        and not (above and RatingLevel.values.index(choice.level) > RatingLevel.values.index(above))
    ):
        yield _because(verdict, lambda one: one["rule"] in verdict["levels"][choice.level]["by"])
    elif choice.level == suggested == RatingLevel.EXCELLENT and verdict.get("contested"):
        if not choice.reason.strip():
            there = verdict["contested"]
            yield (
                f"Có {there['qualify']} {whom} đủ điều kiện hoàn thành xuất sắc mà chỉ có {there['most']} "
                f"chỗ: phải ghi lý do chọn {whom} này."
            )
    elif choice.level == RatingLevel.GOOD and verdict.get("contested", {}).get("full"):
        return  # the places are gone: that is the reason
    # Of NOT_FULFILLED no rule says that it is closed: a ground may exist that the portal doesn't hold.
    elif choice.level != suggested and not choice.reason.strip():
        yield "Quyết định khác mức theo quy định, hoặc luật không nêu mức: phải ghi lý do."


def against_general(one: Evaluation, choice: Choice):
    """Where the head judges the general criteria as less than well met and doesn't say why."""
    proposal = getattr(one, "proposal", None)
    if getattr(proposal, "general", "") not in ("", General.WELL) and not choice.reason.strip():
        yield (f"Tiêu chí chung được đánh giá là “{proposal.get_general_display().lower()}”: phải ghi lý do.")


def _because(verdict: dict[str, Any], wanted) -> str:
    says = [f"{one['says']} ({one['cite']})" for one in verdict["findings"] if one["acts"] and wanted(one)]
    return " ".join(says)


def papers_of(found: Collection[Evaluation], done: StepsDone) -> dict[int, list[str]]:
    """{evaluation's id: the papers it has} (``law.kinds.documents.DOCUMENTS``), in one query."""
    absent = absences_of(found)
    papers = {}
    for one in found:
        written = getattr(one, "self_evaluation", None)
        papers[one.pk] = ["self_evaluation"] if written and written.submitted_at else []
        papers[one.pk] += [ABSENCE] if one.pk in absent else []
        papers[one.pk] += [DOCUMENTS[step] for step in done[one.pk] if step in DOCUMENTS]
    return papers
