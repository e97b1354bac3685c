"""People and the dated facts of their service, with the catalogues that the facts point to."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from agencies.models import Act, Unit
from core.dated import Dated
from core.history import track
from core.one_a_day import one_a_day
from core.references import references
from imports.models import StagedRow
from staff.enums import Group, LeaderKind, Precision, QualificationKind, Sex
from staff.queries import FactQuerySet, PersonQuerySet, PostQuerySet


class Catalogue(models.Model):
    """A list that an office keeps: a code, the name shown, and other ways in which it is written."""

    code = models.CharField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=150)
    variants = ArrayField(
        models.CharField(max_length=150), verbose_name="cách viết khác", default=list, blank=True
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        abstract = True
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


@track()
class EthnicGroup(Catalogue):
    """Dân tộc. The code 01 is Kinh; every other is a minority."""

    class Meta(Catalogue.Meta):
        verbose_name = "dân tộc"


@track()
class Religion(Catalogue):
    """Tôn giáo. ``is_none`` marks the entry that stands for no religion."""

    is_none = models.BooleanField("không theo tôn giáo", default=False)

    class Meta(Catalogue.Meta):
        verbose_name = "tôn giáo"


@track()
class Title(Catalogue):
    """Chức vụ, chức danh, with the kind of leader that it makes of its holder."""

    leader_kind = models.CharField("loại chức vụ", max_length=16, choices=LeaderKind, default=LeaderKind.NONE)
    heads_commune = models.BooleanField(
        "là người đứng đầu cấp xã",
        default=False,
        help_text="Người đứng đầu UBND cấp xã là người giữ chức danh này.",
    )

    class Meta(Catalogue.Meta):
        verbose_name = "chức vụ, chức danh"


@track()
class Rank(Catalogue):
    """Ngạch công chức or chức danh nghề nghiệp, with its table of coefficients where it is known."""

    is_professional_title = models.BooleanField("là chức danh nghề nghiệp", default=False)
    level = models.CharField(
        "nhóm ngạch", max_length=20, blank=True, help_text="Cột của phụ lục: CVCC, CVC, CV, CS, NV; hạng I–V."
    )
    first_coefficient = models.DecimalField(
        "hệ số bậc 1", max_digits=4, decimal_places=2, null=True, blank=True
    )
    step_width = models.DecimalField("khoảng cách bậc", max_digits=4, decimal_places=2, null=True, blank=True)
    steps = models.PositiveSmallIntegerField("số bậc", null=True, blank=True)

    class Meta(Catalogue.Meta):
        verbose_name = "ngạch, chức danh nghề nghiệp"

    def coefficient_of(self, step: int) -> Decimal | None:
        """First coefficient + (step − 1) × step width; None past the last step or without a table."""
        if self.first_coefficient is None or self.step_width is None or not 1 <= step <= (self.steps or 0):
            return None
        return self.first_coefficient + (step - 1) * self.step_width

    def fits(self, step: int, coefficient: Decimal) -> bool:
        return self.coefficient_of(step) == coefficient

    def coefficient_words(self, step: int) -> str:
        found = self.coefficient_of(step)
        return "không có (quá số bậc của ngạch)" if found is None else str(found).replace(".", ",")


@track()
class QualificationLevel(Catalogue):
    """Trình độ: one rung of one kind of qualification."""

    kind = models.CharField("loại", max_length=16, choices=QualificationKind)
    is_degree = models.BooleanField("từ đại học trở lên", default=False)

    class Meta(Catalogue.Meta):
        verbose_name = "trình độ"
        ordering = ["kind", "order", "code"]


citizen_number_validator = RegexValidator(r"^[0-9]{12}$", "Số định danh cá nhân gồm đúng 12 chữ số.")


@references("ethnicity", "religion")
@track(meta={"indexes": [models.Index(fields=["pgh_obj"], name="staff_personevent_person")]})
class Person(models.Model):
    """A person in the province's service (cán bộ, công chức, viên chức)."""

    citizen_number = models.CharField(
        "số định danh cá nhân", max_length=12, unique=True, validators=[citizen_number_validator]
    )
    full_name = models.CharField("họ và tên", max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    search_key = models.CharField(max_length=150)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, null=True)
    born_on = models.DateField("ngày sinh", null=True)
    born_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ethnicity = models.ForeignKey(
        EthnicGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="dân tộc",
    )
    religion = models.ForeignKey(
        Religion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="tôn giáo",
    )
    home_place = models.CharField("quê quán", max_length=200, blank=True)
    is_party_member = models.BooleanField("đảng viên", null=True)
    party_on = models.DateField("ngày vào Đảng", null=True, blank=True)
    recruited_on = models.DateField("ngày tuyển dụng", null=True, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "người"
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="staff_person_by_name"),
            GinIndex(OpClass("search_key", name="gin_trgm_ops"), name="staff_person_search", fastupdate=True),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(citizen_number__regex=r"^[0-9]{12}$"),
                name="staff_person_citizen_number_12_digits",
                violation_error_message="Số định danh cá nhân gồm đúng 12 chữ số.",
            ),
            models.CheckConstraint(
                condition=Q(party_on__isnull=True) | Q(is_party_member=True),
                name="staff_person_party_day_of_members",
                violation_error_message="Có ngày vào Đảng thì phải là đảng viên.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def birth_year(self) -> int | None:
        return self.born_on.year if self.born_on else None


class Fact(Dated):
    """A dated fact of a person: who opened and who closed it stands beside it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="%(class)ss")
    opened_by = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+", db_index=False)
    closed_by = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta(Dated.Meta):
        abstract = True


@one_a_day(
    "person", "is_main", "unit_id", alike="n.is_main = t.is_main AND (n.is_main OR n.unit_id = t.unit_id)"
)
@references("person", "unit", "title", "opened_by", "closed_by")
@track(meta={"indexes": [models.Index(fields=["person"], name="staff_postevent_person")]})
class Post(Fact):
    """A post in a unit (vị trí công tác). One main post per person and day; others may stand beside it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="đơn vị")
    group = models.CharField("nhóm", max_length=22, choices=Group)
    title = models.ForeignKey(
        Title,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="chức vụ, chức danh",
    )
    is_main = models.BooleanField("chính", default=True)

    objects = PostQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "vị trí công tác"
        indexes = [models.Index(fields=["person"], name="staff_post_person")]

    def __str__(self) -> str:
        return f"{self.title or self.get_group_display()}"


@one_a_day("person")
@references("person", "rank", "opened_by", "closed_by")
@track(meta={"indexes": [models.Index(fields=["person"], name="staff_salaryevent_person")]})
class Salary(Fact):
    """Ngạch (or chức danh nghề nghiệp), bậc, hệ số lương; any of them may be unknown."""

    rank = models.ForeignKey(
        Rank,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="ngạch, chức danh nghề nghiệp",
    )
    step = models.PositiveSmallIntegerField("bậc", null=True, blank=True)
    coefficient = models.DecimalField("hệ số lương", max_digits=4, decimal_places=2, null=True, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "ngạch, bậc, hệ số lương"
        indexes = [models.Index(fields=["person"], name="staff_salary_person")]
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rank__isnull=False) | Q(step__isnull=False) | Q(coefficient__isnull=False),
                name="staff_salary_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank or 'Chưa rõ ngạch'}"


@one_a_day("person", "kind")
@references("person", "level", "opened_by", "closed_by")
@track(meta={"indexes": [models.Index(fields=["person"], name="staff_qualevent_person")]})
class Qualification(Fact):
    """The highest level of one kind of qualification (trình độ) that a person holds."""

    kind = models.CharField("loại", max_length=16, choices=QualificationKind)
    level = models.ForeignKey(
        QualificationLevel,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="trình độ",
    )

    objects = FactQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "trình độ"
        indexes = [models.Index(fields=["person"], name="staff_qualification_person")]

    def __str__(self) -> str:
        return f"{self.level}"


class Export(models.Model):
    """A list of people that left the portal as a workbook (lượt xuất danh sách): who, when, what, why."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người xuất"
    )
    made_at = models.DateTimeField("lúc", auto_now_add=True)
    as_of = models.DateField("số liệu tại ngày")
    filters = models.CharField("bộ lọc", max_length=500, blank=True)
    count = models.PositiveIntegerField("số người")
    has_numbers = models.BooleanField("có số định danh đầy đủ", default=False)
    reason = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = "lượt xuất danh sách"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_numbers=False) | ~Q(reason=""),
                name="staff_export_numbers_with_a_reason",
                violation_error_message="Xuất đủ số định danh thì phải ghi lý do.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} người, {self.made_at:%d/%m/%Y}"


class RosterRow(StagedRow):
    """A row of a roster of people as it was read from a workbook."""

    citizen_number = models.CharField(max_length=12)
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400, db_collation="C")
    search_key = models.CharField(max_length=150)
    sex = models.CharField(max_length=6, null=True)
    born_on = models.DateField(null=True)
    born_precision = models.CharField(max_length=5, null=True)
    ethnicity_id = models.BigIntegerField(null=True)
    religion_id = models.BigIntegerField(null=True)
    home_place = models.CharField(max_length=200, null=True)
    is_party_member = models.BooleanField(null=True)
    party_on = models.DateField(null=True)
    recruited_on = models.DateField(null=True)
    unit_id = models.BigIntegerField(null=True)
    group = models.CharField(max_length=22, null=True)
    title_id = models.BigIntegerField(null=True)
    rank_id = models.BigIntegerField(null=True)
    step = models.PositiveSmallIntegerField(null=True)
    coefficient = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    education_id = models.BigIntegerField(null=True)
    theory_id = models.BigIntegerField(null=True)
    state_management_id = models.BigIntegerField(null=True)
    it_id = models.BigIntegerField(null=True)
    language_id = models.BigIntegerField(null=True)

    class Meta(StagedRow.Meta):
        abstract = False
        indexes = [models.Index(fields=["batch", "outcome", "sort_key"], name="staff_rosterrow_list")]

    def __str__(self) -> str:
        return self.label


# The facts of service, and tallies, are kept in files of their own; Django looks for models here only.
import staff.service_models  # noqa: E402
import staff.tally_models  # noqa: E402, F401
