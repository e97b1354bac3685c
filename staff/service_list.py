"""The kind of workbook that lists leave, rewards, discipline and training of people."""

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse

from agencies.models import Act, UnitPeriod
from agencies.tree import below
from imports.kinds import Parse, Say, SheetValues, Staged
from imports.models import Batch
from staff import service_apply, service_compare
from staff.kind_of_people import OfPeople
from staff.models import Person, Post
from staff.service_fields import FIELDS
from staff.service_models import Discipline, Leave, Offence, Reward, ServiceRow, Training
from staff.service_stage import Stager

MESSAGE_WORDS = {
    "no_full_name": "Thiếu họ tên",
    "no_citizen_number": "Thiếu số định danh",
    "unknown_person": "Không có người này",
    "name_differs": "Họ tên khác số định danh",
    "no_what": "Chưa rõ loại",
    "bad_what": "Loại không rõ",
    "no_kind": "Thiếu hình thức",
    "bad_kind": "Hình thức không có trong danh mục",
    "wrong_form": "Hình thức không phải của bên ra quyết định",
    "no_side": "Chưa rõ đảng hay hành chính",
    "bad_side": "Chưa rõ đảng hay hành chính",
    "no_number": "Thiếu số quyết định",
    "no_decided_on": "Thiếu ngày quyết định",
    "no_begins_on": "Thiếu ngày bắt đầu",
    "no_happened_on": "Thiếu ngày vi phạm",
    "no_title": "Thiếu nội dung",
    "no_in_duty": "Chưa rõ liên quan công vụ",
    "no_degradation": "Chưa rõ suy thoái",
    "no_place": "Chưa rõ nơi vi phạm",
    "no_post": "Không có vị trí công tác",
    "unknown_unit": "Không có đơn vị này",
    "ambiguous_unit": "Nhiều đơn vị cùng tên",
    "bad_days": "Ngày cuối trước ngày đầu",
    "bad_year": "Năm không rõ",
    "before_decision": "Hiệu lực trước ngày quyết định",
    "before_offence": "Vi phạm sau ngày quyết định",
    "twice_fact": "Ghi hai lần trong tệp",
    "overlaps": "Nghỉ trùng ngày",
    "overlaps_training": "Khóa trùng ngày",
    "offence_text_differs": "Hành vi đã ghi bằng lời khác",
}


class ServiceKind(OfPeople):
    """For the same scopes and by the same people as a roster. It mends and adds facts, and closes none."""

    code = "service"
    label = "Danh sách nghỉ, khen thưởng, kỷ luật, bồi dưỡng"
    noun = "mục"
    order = 20
    fields = FIELDS
    staging = ServiceRow
    tables = (Act, Offence, Leave, Discipline, Reward, Training)
    read_tables = (Person, Post, UnitPeriod)
    identity = ""  # a person may stand in many rows; the comparison finds a fact that is there twice
    message_words = MESSAGE_WORDS
    subject_of_change = "(coalesce(c.after, c.before) ->> 'person_id')::bigint"

    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        return {}

    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        within = below([batch.scope["unit"]], batch.as_of) if "unit" in batch.scope else None
        return Stager(sheet, on=batch.as_of, within=within, say=say).staged()

    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        service_compare.compare(batch, columns=self.staged_columns, staged=staged, sheets=sheets)

    def totals(self, batch: Batch) -> list[dict]:
        return service_compare.totals(batch)

    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        return service_apply.apply(batch, progress)

    def dependants(self, batch: Batch) -> list[str]:
        return []

    def subject_column(self, model) -> str | None:
        return None if model is Act else "person_id"

    def subject_url(self, subject_id: int, as_of: date) -> str:
        return f"{reverse('staff:service', args=[subject_id])}?ngay={as_of:%Y-%m-%d}"
