"""The form under a rating sheet: the decision's number and date."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from core.fields import DayField
from evaluations.publish import UNSAID, Publishing


class DecisionForm(forms.Form):
    """Số và ngày của quyết định. ``seen`` marks what stands on the sheet now: a signature holds only for what
    the signer had before their eyes."""

    number = forms.CharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định")
    published_on = DayField(label="Ngày công bố", required=False)
    shown_in_unit = forms.BooleanField(label="Công khai kết quả trên cổng", required=False)

    def __init__(self, *args, seen: str, publishing: Publishing = UNSAID, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        term = f"Hạn kiến nghị tính từ ngày này ({publishing.term_cite})."
        self.fields["published_on"].help_text = f"{term} Không trước ngày quyết định; để trống: hôm nay."
        self.fields["shown_in_unit"].help_text = (
            f"Người cùng đơn vị nơi mỗi người công tác đọc được họ tên, chức vụ và mức xếp loại "
            f"({publishing.notice_cite}). Bỏ chọn nếu công khai bằng hình thức khác."
        )
        if not publishing.term_cite:
            del self.fields["published_on"]
        if not publishing.notice_cite:
            del self.fields["shown_in_unit"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("number", css_class="col-md-6"), Column("decided_on", css_class="col-md-6")),
            *(name for name in ("published_on", "shown_in_unit") if name in self.fields),
        )

    def clean(self) -> dict:
        if self.data.get("seen") != self.seen:
            self.add_error(None, "Phiếu đã đổi sau khi bạn mở trang này. Xem lại danh sách bên dưới rồi ký.")
        return super().clean()
