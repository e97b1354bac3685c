"""In which of their roles a user acts on the pages of this session."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST

from agencies.enums import Role
from agencies.models import Grant
from core.days import today
from core.prepared import Prepared

_HELD = Prepared(
    lambda user, on: Grant.objects.filter(user_id=user).in_force(on).named_units(on),
    user=9_100_000_000_000_000_001,
    on=date(2000, 1, 1),
)
_ORDER = [value for value, _ in reversed(Role.choices)]


class ActingMiddleware:
    """Gives every request ``grants`` (all of today), ``acting`` (the one in force here) and ``roles``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.grants, request.acting, request.roles = [], None, frozenset()
        if request.user.is_authenticated:
            held = _HELD(user=request.user.pk, on=today())
            request.grants = sorted(held, key=lambda grant: _ORDER.index(grant.role))
            chosen = request.session.get("acting")
            request.acting = next((g for g in request.grants if g.pk == chosen), None) or next(
                iter(request.grants), None
            )
            request.user.acting_grants = [request.acting] if request.acting else []
            request.roles = frozenset({Role.STAFF, *(g.role for g in request.user.acting_grants)})
        return self.get_response(request)


@require_POST
def act_as(request):
    """Go on in another of one's roles."""
    grant = next((g for g in request.grants if str(g.pk) == request.POST.get("grant")), None)
    if grant:
        request.session["acting"] = grant.pk
        messages.success(request, f"Bạn đang làm việc với vai trò: {grant.get_role_display()}.")
    return HttpResponseRedirect("/")
