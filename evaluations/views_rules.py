"""The law as the portal holds it: readable by everybody who is signed in, changed by nobody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agencies.rights import Right
from agencies.scope import covered
from evaluations.rule_pages import decrees, periods, rule_set_page


@require_GET
def rule_sets(request: HttpRequest) -> HttpResponse:
    """The decrees with for whom and when each holds."""
    rows = [(law, periods(law)) for law in decrees()]
    may_lay_down = covered(request.user, Right.PREPARE_CYCLE, on=request.today).everywhere
    return render(request, "evaluations/rule_sets.html", {"rows": rows, "may_lay_down": may_lay_down})


@require_GET
def rule_set(request: HttpRequest, law: str) -> HttpResponse:
    """One decree, article by article."""
    page = rule_set_page(law)
    if page is None:
        raise Http404
    return render(request, "evaluations/rule_set.html", {"page": page})
