"""Correcting what a batch's columns became, its day and its scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from core.fields import DayField
from imports.columns import IGNORED
from imports.forms import scope_key
from imports.kinds import get_kind
from imports.models import Batch
from imports.sentences import scope_of


@dataclass(frozen=True, slots=True)
class Corrections:
    """What to hand to ``imports.receive.amend``: None leaves a thing as it is."""

    as_of: date | None
    scope: dict | None
    mapping: dict | None

    def __bool__(self) -> bool:
        return any(change is not None for change in (self.as_of, self.scope, self.mapping))


class ColumnsForm(forms.Form):
    """A select for each column of each sheet; what isn't touched goes on finding itself."""

    day = DayField(label="Tính đến ngày", error_messages={"required": "Hãy ghi ngày của danh sách."})
    scope = forms.ChoiceField(label="Phạm vi")

    def __init__(self, *args, batch: Batch, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        kind = get_kind(batch.kind)
        self.scopes = {scope_key(scope): scope for _, scope in kind.scopes_of(user)}
        words = {scope_key(scope): name for name, scope in kind.scopes_of(user)}
        words.setdefault(scope_key(batch.scope), scope_of(batch))
        self.scopes.setdefault(scope_key(batch.scope), batch.scope)
        self.fields["scope"].choices = list(words.items())
        self.initial |= {"scope": scope_key(batch.scope)}
        written = f"ghi ngày {batch.title_day:%d/%m/%Y}" if batch.title_day else "không ghi ngày"
        self.fields["day"].help_text = f"Tiêu đề của tệp {written}."
        if batch.as_of:
            self.initial |= {"day": f"{batch.as_of:%d/%m/%Y}"}
        choices = [(IGNORED, "Bỏ qua cột này"), *((field.code, field.label) for field in kind.fields)]
        for index, column in self._columns():
            self.fields[column_name(index, column)] = forms.ChoiceField(
                label=f"Cột {column['letter']}", choices=choices, required=False, initial=column["field"]
            )

    def _columns(self) -> Iterator[tuple[int, dict]]:
        for index, sheet in enumerate(self.batch.columns):
            for column in sheet["columns"]:
                yield index, column

    def field_of(self, index: int, column: dict) -> BoundField:
        return self[column_name(index, column)]

    def clean(self) -> dict:
        data = super().clean()
        labels = {field.code: field.label for field in get_kind(self.batch.kind).fields}
        for index, sheet in enumerate(self.batch.columns):
            taken: dict[str, str] = {}
            for column in sheet["columns"]:
                name = column_name(index, column)
                code = data.get(name, "")
                if not code or code == column["field"]:
                    continue
                if code in taken:
                    self.add_error(
                        name,
                        ValidationError(
                            f"“{labels[code]}” đã được chọn cho cột {taken[code]} của trang tính này. "
                            "Mỗi nội dung chỉ lấy từ một cột.",
                            code="twice",
                        ),
                    )
                taken[code] = column["letter"]
        return data

    def corrections(self) -> Corrections:
        """What differs from the batch as it stands."""
        data = self.cleaned_data
        scope = self.scopes[data["scope"]]
        mapping = {sheet: dict(letters) for sheet, letters in self.batch.mapping.items()}
        is_changed = False
        for index, column in self._columns():
            code = data[column_name(index, column)]
            if code == column["field"]:
                continue
            is_changed = True
            letters = mapping.setdefault(self.batch.columns[index]["sheet"], {})
            # An older correction that held the same field gives way to this one.
            for letter in [letter for letter, held in letters.items() if code and held == code]:
                del letters[letter]
            letters[column["letter"]] = code
        return Corrections(
            as_of=data["day"] if data["day"] != self.batch.as_of else None,
            scope=scope if scope != self.batch.scope else None,
            mapping=mapping if is_changed else None,
        )


def column_name(index: int, column: dict) -> str:
    """The name of a column's select."""
    return f"cot-{index}-{column['letter']}"
