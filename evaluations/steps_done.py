"""Which step that was written down holds for whom.

What is written for a whole organisation holds for everybody whom its own head rates, and of a division that
is a unit for those whom its agency's head does. Of who is rated from above, the organisation's head first of
all, the synthesis is the personnel body's of the level that rates (điểm d khoản 1 Điều 21 NĐ 335/2025), and a
Party committee's opinion that they wrote down themself is none. What was returned holds for nobody until it
is written anew.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q

from evaluations.enums import Place, Step
from evaluations.models import Absence, Evaluation, StepRecord

ABSENCE = "absence"  # the document of ``law.kinds.documents``
OF_ONE = {"cap-uy": Step.PARTY_OPINION, "tong-hop": Step.SYNTHESIS}  # may be written about one person
OF_THE_AGENCY = (Place.DIRECT_DEPUTY, Place.DIRECT_STAFF)  # the agency employs them, so its head rates
# Of a record r, an evaluation e and its person p: the same as ``holds_for``.
HOLDS = f"""
r.returned_at IS NULL
AND (r.evaluation_id = e.id OR (r.evaluation_id IS NULL AND NOT (e.rater_unit_id <> e.unit_id
    AND e.place NOT IN ({", ".join(f"'{place}'" for place in OF_THE_AGENCY)}) AND (
    r.step = '{Step.SYNTHESIS}'
    OR (r.step = '{Step.PARTY_OPINION}' AND r.made_by_id IS NOT DISTINCT FROM p.account_id)))))
"""


StepsDone = dict[int, dict[Step, StepRecord]]


def is_rated_above(one: Evaluation) -> bool:
    return one.rater_unit_id != one.unit_id and one.place not in OF_THE_AGENCY


def holds_for(record: StepRecord, one: Evaluation) -> bool:
    """Whether a record of the person's organisation holds for them; ``one.person`` must be at hand."""
    if record.is_returned:
        return False
    if record.evaluation_id:
        return record.evaluation_id == one.pk
    if not is_rated_above(one):
        return True
    own = record.made_by_id == one.person.account_id
    return record.step != Step.SYNTHESIS and not (own and record.step == Step.PARTY_OPINION)


def records_of(organisations: Q) -> list[StepRecord]:
    """What was written down in those organisations, returned or not, with who wrote it; what is about one
    person first."""
    rows = StepRecord.objects.filter(organisations).select_related("made_by", "organisation")
    return list(rows.order_by("evaluation", "held_on", "pk"))


def steps_done(evaluations: Collection[Evaluation], records: Iterable[StepRecord] | None = None) -> StepsDone:
    """{evaluation's id: the records that hold for the person, their own before the organisation's}, with who
    wrote them; in one query where ``records_of`` their organisations aren't at hand."""
    if records is None:
        records = records_of(Q(organisation__in={one.organisation_id for one in evaluations}))
    by_organisation: dict[int, list[StepRecord]] = {}
    for row in records:
        by_organisation.setdefault(row.organisation_id, []).append(row)
    found: StepsDone = {}
    for one in evaluations:
        found[one.pk] = {}
        # An empty evaluation comes last of the order: what is about the person is there first.
        for row in by_organisation.get(one.organisation_id, ()):
            if holds_for(row, one):
                found[one.pk].setdefault(Step(row.step), row)
    return found


def absences_of(evaluations: Collection[Evaluation]) -> dict[int, Absence]:
    """{evaluation's id: the absence that holds on its organisation's day of rating}, in one query."""
    days = {one.pk: one.organisation.rated_on for one in evaluations}
    rows = Absence.objects.filter(evaluation__in=days).select_related("made_by").order_by("pk")
    return {row.evaluation_id: row for row in rows if row.covers(days[row.evaluation_id])}


def stands_in(one: Evaluation) -> str:
    """For a column of the sheet: that another entered the form, or that the person is absent at the rating.
    ``self_evaluation__on_behalf``, ``absence`` and ``organisation`` must be at hand."""
    written, absence = getattr(one, "self_evaluation", None), getattr(one, "absence", None)
    if written and written.submitted_at:
        return "nhập thay" if getattr(written, "on_behalf", None) else ""
    return "vắng mặt" if absence and absence.covers(one.organisation.rated_on) else ""
