"""Papers of organisations as files: the report, the notice, the table of a range, a decision."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from core.paper.paper import Paper
from evaluations.enums import PrintFormat
from evaluations.models import RecognitionDecision
from evaluations.organisation_access import evaluation_of, may_write
from evaluations.papers.make import MIME, rendered
from evaluations.papers.make_organisation import (
    NOTICE,
    REPORT,
    SYNTHESIS,
    notice_of,
    range_table,
    recognition_decision_of,
    report_of,
)
from evaluations.views_papers import file_answer
from evaluations.views_recognise import range_of, recognised_of


@require_GET
def paper(request: HttpRequest, pk: int, code: str, paper: str, format: str) -> HttpResponse:
    """The organisation's report (before it is sent only to itself) or notice; or the table of its head's
    range."""
    if format not in PrintFormat.values:
        raise Http404
    if paper == REPORT:
        _, _, one = evaluation_of(request, pk, code)
        report = getattr(one, "report", None)
        if not (report and report.submitted_at) and not may_write(request, one):
            raise Http404
        return _file(request, report_of(one), paper, pk, code, format)
    if paper == NOTICE:
        _, _, found = recognised_of(request, pk, code)
        return _file(request, notice_of(found[0]), paper, pk, code, format)
    if paper == SYNTHESIS:
        cycle, unit = range_of(request, pk, code)
        if made := range_table(cycle, unit.unit_id, user=request.user):
            return _file(request, made, paper, pk, code, format)
    raise Http404


@require_GET
def decision(request: HttpRequest, pk: int, code: str, recognised: int, format: str) -> HttpResponse:
    """A decision of the unit's head with its list, for those who see the whole range."""
    if format not in PrintFormat.values:
        raise Http404
    cycle, unit = range_of(request, pk, code)
    found = RecognitionDecision.objects.filter(cycle=cycle, unit=unit.unit_id)
    one = get_object_or_404(found.select_related("cycle", "signed_by"), pk=recognised)
    return _file(request, recognition_decision_of(one), "quyet-dinh", pk, code, format)


def _file(request: HttpRequest, made: Paper, paper: str, pk: int, code: str, format: str) -> HttpResponse:
    name = f"to-chuc-{paper}-{pk}-{code}.{format}"
    return file_answer(rendered([made], format), name, MIME[PrintFormat(format)])
