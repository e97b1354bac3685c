"""What concerns the user themselves: who evaluates me, by which article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evaluations.mine import who_evaluates


@require_GET
def who_evaluates_me(request: HttpRequest) -> HttpResponse:
    """“Ai đánh giá tôi?”: names and articles, as of today."""
    return render(
        request, "evaluations/who_evaluates_me.html", {"answer": who_evaluates(request.user, request.today)}
    )
