"""The kind of workbook that lists people's ratings of earlier years."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse

from agencies.models import Act, UnitPeriod
from agencies.tree import below
from evaluations import past_apply, past_compare
from evaluations.models import PastRating, PastRatingRow, Rating
from evaluations.past_fields import FIELDS
from evaluations.past_stage import PastStager
from imports.kinds import Parse, Say, SheetValues, Staged
from imports.models import Batch
from staff.kind_of_people import OfPeople
from staff.models import Person, Post

MESSAGE_WORDS = {
    "no_full_name": "Thiếu họ tên",
    "no_citizen_number": "Thiếu số định danh",
    "unknown_person": "Không có người này",
    "name_differs": "Họ tên khác số định danh",
    "no_year": "Thiếu năm",
    "bad_year": "Năm không rõ",
    "future_year": "Năm chưa đến",
    "no_level": "Thiếu mức xếp loại",
    "bad_level": "Mức xếp loại không rõ",
    "no_number": "Thiếu số quyết định",
    "no_decided_on": "Thiếu ngày quyết định",
    "future_day": "Ngày quyết định chưa đến",
    "before_year": "Quyết định trước năm xếp loại",
    "twice_year": "Một năm ghi hai lần trong tệp",
    "signed_here": "Năm này đã ký trên cổng",
}


class RatingsKind(OfPeople):
    """For the same scopes and by the same people as a roster. It mends and adds, and closes none."""

    code = "ratings"
    label = "Danh sách kết quả xếp loại các năm trước"
    noun = "kết quả"
    fields = FIELDS
    staging = PastRatingRow
    tables = (Act, PastRating)
    read_tables = (Person, Post, UnitPeriod, Rating)
    identity = ""  # a person may stand in many rows, once for each year
    message_words = MESSAGE_WORDS
    subject_of_change = "(coalesce(c.after, c.before) ->> 'person_id')::bigint"

    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        return {}

    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        within = below([batch.scope["unit"]], batch.as_of) if "unit" in batch.scope else None
        return PastStager(sheet, on=batch.as_of, within=within, say=say).staged()

    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        past_compare.compare(batch, columns=self.staged_columns, staged=staged, sheets=sheets)

    def totals(self, batch: Batch) -> list[dict]:
        return past_compare.totals(batch)

    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        return past_apply.apply(batch, progress)

    def dependants(self, batch: Batch) -> list[str]:
        return []

    def subject_column(self, model) -> str | None:
        return None if model is Act else "person_id"

    def subject_url(self, subject_id: int, as_of: date) -> str:
        return reverse("evaluations:years", args=[subject_id])
