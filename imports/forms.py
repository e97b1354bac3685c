"""Forms of the import pages: uploading, deciding, saying why people left."""

import json

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from core.fields import DayField
from core.templatetags.vietnamese import day, number
from imports.kinds import Kind, all_kinds
from imports.models import Batch, Outcome, Severity
from imports.sentences import scope_of

XLSX = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "tim"


def scope_key(scope: dict) -> str:
    """A scope as the value of an option."""
    return json.dumps(scope, sort_keys=True)


class UploadForm(forms.Form):
    """Only the kinds and scopes that the user may upload for are offered."""

    kind = forms.ChoiceField(label="Loại danh sách")
    scope = forms.ChoiceField(
        label="Phạm vi",
        help_text="Chỉ người trong phạm vi này mà không có tên trong tệp mới được hỏi lý do thôi.",
    )
    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        help_text="Kéo tệp thả vào ô này hoặc bấm để chọn. Giữ nguyên tệp như đơn vị lập.",
        error_messages={"empty": "Tệp này trống. Hãy chọn tệp khác."},
    )
    day = DayField(label="Tính đến ngày", required=False, help_text="Để trống: lấy theo tiêu đề của tệp.")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.scopes = {kind.code: kind.scopes_of(user) for kind in all_kinds()}
        kinds = [(kind.code, kind.label) for kind in all_kinds() if self.scopes[kind.code]]
        self.fields["kind"].choices = kinds
        self.fields["file"].widget.attrs |= {"accept": XLSX, "class": "upload-file"}
        offered = {scope_key(scope): words for found in self.scopes.values() for words, scope in found}
        must_choose = len(offered) > 1 and scope_key({}) not in offered
        self.fields["scope"].choices = [*([("", "Chọn phạm vi")] if must_choose else []), *offered.items()]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "file",
            Row(Column("kind", css_class="col-md-6"), Column("scope", css_class="col-md-6")),
            Row(Column("day", css_class="col-md-6")),
        )

    @property
    def has_choice(self) -> bool:
        """False for a user who may upload nothing."""
        return any(self.scopes.values())

    def clean(self) -> dict:
        data = super().clean()
        kind, scope = data.get("kind"), data.get("scope")
        if kind and scope:
            allowed = {scope_key(value): value for _, value in self.scopes[kind]}
            if scope not in allowed:
                self.add_error("scope", "Loại danh sách này chỉ nhập được cho toàn tỉnh.")
            else:
                data["scope"] = allowed[scope]
        return data


class BatchForm(forms.Form):
    """What is asked when a batch is decided on."""

    def __init__(self, *args, batch: Batch, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch


class SubmitForm(BatchForm):
    """The uploader confirms the day, the scope and the warnings."""

    is_right = forms.BooleanField(error_messages={"required": "Hãy xác nhận ngày và phạm vi của danh sách."})
    warnings_confirmed = forms.BooleanField(
        error_messages={"required": "Hãy mở tab Cảnh báo, xem rồi xác nhận ở đây."}
    )

    def __init__(self, *args, batch: Batch, **kwargs) -> None:
        super().__init__(*args, batch=batch, **kwargs)
        words = f"tính đến ngày {day(batch.as_of)}, cho phạm vi: {scope_of(batch)}."
        self.fields["is_right"].label = f"Danh sách này đúng là {words}"
        warnings = batch.messages.filter(severity=Severity.WARNING).count()
        if warnings:
            self.fields["warnings_confirmed"].label = f"Tôi đã xem {number(warnings)} cảnh báo."
        else:
            del self.fields["warnings_confirmed"]


class NoteForm(BatchForm):
    """A sentence to go with a decision."""

    note = forms.CharField(
        label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class NeededNoteForm(NoteForm):
    """The same where the decision can't do without."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].error_messages["required"] = "Hãy ghi lý do để người kia biết."


class ReasonForm(BatchForm):
    """Why people are no longer listed: for the chosen ones, for those without a reason, or for all."""

    CHOSEN, WITHOUT, ALL = "chon", "chua", "tat-ca"

    reason = forms.ChoiceField(label="Lý do", error_messages={"required": "Hãy chọn một lý do."})
    whom = forms.ChoiceField(choices=[(CHOSEN, ""), (WITHOUT, ""), (ALL, "")])

    def __init__(self, *args, kind: Kind, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", "Chọn lý do"), *kind.left_reasons]

    def clean(self) -> dict:
        data = super().clean()
        data["chosen"] = [int(pk) for pk in self.data.getlist("chosen") if pk.isascii() and pk.isdecimal()]
        if data.get("whom") == self.CHOSEN and not data["chosen"]:
            raise ValidationError("Hãy đánh dấu ít nhất một dòng, hoặc ghi lý do cho tất cả.")
        return data

    def subject_ids(self) -> list[int] | None:
        """The people meant; None for all."""
        whom = self.cleaned_data["whom"]
        if whom == self.ALL:
            return None
        if whom == self.CHOSEN:
            return self.cleaned_data["chosen"]
        left = self.batch.differences.filter(outcome=Outcome.LEFT, reason="")
        return list(left.values_list("subject_id", flat=True))
