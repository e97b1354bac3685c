"""That results wait for the national database, for whoever may take them out."""

from django.http import HttpRequest
from django.urls import reverse

from agencies.rights import Right
from agencies.scope import covered
from core.waiting import WaitingItem
from evaluations.national_export import first_due


def may_export(request: HttpRequest) -> bool:
    """Whoever sees all ratings and all citizen numbers: the file holds both."""
    return all(
        covered(request.user, right, on=request.today).everywhere
        for right in (Right.SEE_RATINGS, Right.SEE_NUMBERS)
    )


def waiting_national(request: HttpRequest) -> list[WaitingItem]:
    """One item as long as a result with a term waits, due when the first of them is."""
    if not may_export(request):
        return []
    found = first_due(today=request.today)
    if found is None:
        return []
    due, cite = found
    return [
        WaitingItem(
            title="Cập nhật cơ sở dữ liệu quốc gia",
            detail=f"Kết quả đánh giá, xếp loại chưa xuất · {cite}",
            url=reverse("evaluations:national"),
            action="Xuất",
            due=due,
        )
    ]
