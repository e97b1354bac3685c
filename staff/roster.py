"""The kind of workbook that lists people (danh sách cán bộ, công chức, viên chức)."""

from collections.abc import Callable, Mapping
from datetime import date

from agencies.finder import UnitFinder
from agencies.models import Act, UnitPeriod
from agencies.tree import below
from imports.kinds import Parse, Say, SheetValues, Staged
from imports.models import Batch, Change
from staff import roster_apply, roster_compare, roster_stage
from staff.enums import LeaveReason
from staff.kind_of_people import OfPeople
from staff.lookup import Lookup
from staff.models import (
    EthnicGroup,
    Person,
    Post,
    Qualification,
    QualificationLevel,
    Rank,
    Religion,
    RosterRow,
    Salary,
    Title,
)
from staff.roster_fields import FIELDS

MESSAGE_WORDS = {
    "no_full_name": "Thiếu họ tên",
    "no_citizen_number": "Thiếu số định danh",
    "no_group": "Chưa rõ nhóm",
    "outside_scope": "Ngoài phạm vi của đợt",
    "unknown_unit": "Không có đơn vị này",
    "unknown_unit_code": "Không có mã đơn vị này",
    "ambiguous_unit": "Nhiều đơn vị cùng tên",
    "unit_name_differs": "Tên đơn vị khác mã",
    "not_in_catalogue": "Không có trong danh mục",
    "number_disagrees": "Số định danh khác ngày sinh, giới tính",
    "rank_name_differs": "Tên ngạch khác mã",
    "coefficient_does_not_fit": "Bậc, hệ số không khớp ngạch",
    "bad_sex": "Giới tính không rõ",
    "bad_group": "Nhóm không rõ",
    "later_facts": "Đã có biến động sau ngày này",
    "begun_the_same_day": "Dữ liệu bắt đầu cùng ngày",
    "left_reason_unknown": "Lý do thôi chưa rõ",
}


class PeopleKind(OfPeople):
    """The groups of staff that the batch speaks of are those found in the workbook: a sheet of public
    employees says nothing about civil servants.
    """

    code = "people"
    label = "Danh sách cán bộ, công chức, viên chức"
    noun = "người"
    order = 10
    fields = FIELDS
    staging = RosterRow
    tables = (Act, Person, Post, Salary, Qualification)
    read_tables = (UnitPeriod,)
    identity = "citizen_number"
    left_reasons = tuple(LeaveReason.choices)
    unknown_reason = LeaveReason.UNKNOWN
    shown_together = ((("step", "coefficient"), "Bậc, hệ số lương"),)
    message_words = MESSAGE_WORDS
    subject_of_change = """CASE WHEN c."table" = 'staff_person' THEN c.pk_value
        ELSE (coalesce(c.after, c.before) ->> 'person_id')::bigint END"""

    def parsers(self, *, as_of: date) -> dict[str, Parse]:
        level = {
            kind: Lookup(QualificationLevel, words, kind=kind).id_of()
            for kind, words in (
                ("education", "trình độ chuyên môn"),
                ("theory", "trình độ lý luận chính trị"),
                ("state_management", "trình độ quản lý nhà nước"),
                ("it", "trình độ tin học"),
                ("language", "trình độ ngoại ngữ"),
            )
        }
        rank = Lookup(Rank, "ngạch, chức danh nghề nghiệp")
        return {
            **level,
            "unit_code": roster_stage.parse_code,
            "ethnicity": Lookup(EthnicGroup, "dân tộc").id_of(),
            "religion": Lookup(Religion, "tôn giáo").id_of(),
            "title": Lookup(Title, "chức vụ, chức danh").id_of(),
            "rank_code": rank.coded,
            "rank_name": rank.named,
            "sex": roster_stage.parse_sex,
            "group": roster_stage.parse_group,
        }

    def stage(self, sheet: SheetValues, *, batch: Batch, say: Say) -> Staged:
        finder = UnitFinder(on=batch.as_of)
        within = below([batch.scope["unit"]], batch.as_of) if "unit" in batch.scope else None
        return roster_stage.stage(sheet, finder=finder, scope_units=within, say=say)

    def compare(self, batch: Batch, *, staged: str, sheets: str) -> None:
        condition, args = self._within(batch)
        roster_compare.compare(
            batch,
            columns=self.staged_columns,
            staged=staged,
            sheets=sheets,
            scope_sql=condition,
            scope_args=args,
        )

    def totals(self, batch: Batch) -> list[dict]:
        condition, args = self._within(batch)
        return roster_compare.totals(batch, scope_sql=condition, scope_args=args)

    def apply(self, batch: Batch, progress: Callable[..., None]) -> Mapping[str, int]:
        return roster_apply.apply(batch, progress)

    def dependants(self, batch: Batch) -> list[str]:
        made = Change.objects.filter(
            batch=batch, table=Person._meta.db_table, operation=Change.Operation.INSERT
        )
        people = Person.objects.filter(pk__in=made.values("pk_value"), account__isnull=False).select_related(
            "account"
        )
        return [f"{person.full_name} đã có tài khoản “{person.account.username}”." for person in people]

    def subject_column(self, model) -> str | None:
        return {Act: None, Person: "id"}.get(model, "person_id")

    @staticmethod
    def _within(batch: Batch) -> tuple[str, dict]:
        """A condition over post ``po``: of the batch's units, and of a group that the workbook holds."""
        groups = 'po."group" IN (SELECT DISTINCT "group" FROM staff_rosterrow WHERE batch_id = %(batch)s)'
        if "unit" not in batch.scope:
            return groups, {}
        return f"{groups} AND po.unit_id = ANY(%(units)s)", {
            "units": list(below([batch.scope["unit"]], batch.as_of))
        }
