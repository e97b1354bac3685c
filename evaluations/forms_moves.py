"""The form by which the old unit's head hands over."""

from django import forms


class HandOverForm(forms.Form):
    """Nhận xét, hoặc kết quả theo dõi từng tháng, của thời gian ở đơn vị cũ."""

    text = forms.CharField(
        label="Nội dung bàn giao",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Người được đánh giá và đơn vị mới đọc được.",
    )
