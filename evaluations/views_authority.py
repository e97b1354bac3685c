"""Quy định riêng: in which units an authority's stricter set holds on top of the law."""

from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agencies.models import UnitPeriod
from agencies.rights import Right
from core.errors import DomainError
from core.frame import with_day
from core.lists import page_of
from evaluations.authority_rules import adopt, end
from evaluations.forms_authority import AdoptForm, EndForm
from evaluations.models import AuthorityRules
from evaluations.views_cycle import demand_everywhere


@require_http_methods(["GET", "POST"])
def authority_rules(request: HttpRequest) -> HttpResponse:
    """The sets laid down, where and since when; Home Affairs writes them down."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    form = AdoptForm(request.POST or None, user=request.user, on=request.day)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        unit = said.pop("unit")
        try:
            made = adopt(unit_id=unit.unit_id, by=request.user, **said)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            messages.success(request, f"Đã áp dụng tại {unit.name}: {made.title}.")
            return redirect(with_day(request, reverse("evaluations:authority-rules")))
    names = UnitPeriod.objects.filter(unit=OuterRef("unit")).order_by("-valid")
    found = AuthorityRules.objects.visible_to(request.user).annotate(name=Subquery(names.values("name")[:1]))
    rows = page_of(found.order_by("-valid", "pk"), request)
    return render(request, "evaluations/authority_rules.html", {"rows": rows, "form": form})


@require_POST
def end_authority_rules(request: HttpRequest, rules: int) -> HttpResponse:
    """The set holds up to a day; what was signed by it stays as it is."""
    demand_everywhere(request, Right.PREPARE_CYCLE)
    found = get_object_or_404(AuthorityRules.objects.visible_to(request.user), pk=rules)
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["last"]))
    else:
        try:
            end(found, last=form.cleaned_data["last"], by=request.user)
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"Đã kết thúc áp dụng: {found.title}.")
    return redirect(with_day(request, reverse("evaluations:authority-rules")))
