"""Taking the list out as a workbook: what is in it, why it is needed, then the file."""

from crispy_forms.helper import FormHelper
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.rights import Right
from agencies.scope import has_right
from core import lists
from core.list_book import as_file
from staff import people
from staff.errors import StaffRefused
from staff.export import export
from staff.views_list import chosen_posts, demand_right, filter_of


class ExportForm(forms.Form):
    """Full numbers are offered to those who may see them."""

    full_numbers = forms.BooleanField(
        label="Ghi đủ số định danh cá nhân",
        required=False,
        help_text="Không chọn thì số định danh chỉ còn ba chữ số cuối.",
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        required=False,
        help_text="Bắt buộc khi cần đủ số định danh; được lưu lại cùng tên bạn.",
    )

    def __init__(self, *args, may_see_numbers: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_see_numbers:
            del self.fields["full_numbers"]
        self.helper = FormHelper()
        self.helper.form_tag = False


@never_cache
@require_http_methods(["GET", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """Xuất Excel: exactly the list of the address, filters and scope included."""
    demand_right(request)
    chosen = filter_of(request)
    posts, _ = chosen_posts(chosen)
    _, order = lists.order_of(request, people.ORDERS, "ten")
    words = lists.in_words(chosen, request)
    typed = request.POST if request.method == "POST" else None
    form = ExportForm(typed, may_see_numbers=has_right(request.user, Right.SEE_NUMBERS))
    if request.method == "POST" and form.is_valid():
        try:
            book = export(
                posts.order_by(*order),
                on=request.day,
                filters=words,
                by=request.user,
                full_numbers=form.cleaned_data.get("full_numbers", False),
                reason=form.cleaned_data["reason"],
            )
        except StaffRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            return as_file(book, f"nhan-su-{request.day:%Y-%m-%d}.xlsx")
    here = reverse("staff:list") + lists.url_with(request).removeprefix(request.path)
    count = posts.count()
    return render(
        request, "staff/export.html", {"form": form, "words": words, "count": count, "list_url": here}
    )
