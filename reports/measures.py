"""Every figure is defined here, once: its code, its words, its unit, its source, and what it counts.

A measure is a condition over the rows of ``staff.headcount``; a share has a numerator and a denominator,
both measures. A breakdown counts the rows by one column, "chưa rõ" included, so that its parts add up.
Pages, reports, exports and ``manage.py figures`` all read these and nothing else.
"""

from dataclasses import dataclass

from agencies.enums import UnitType
from staff.enums import Group, LeaderKind, QualificationKind, Sex

PERSON, SHARE = "người", "%"
SOURCE = "Hồ sơ cán bộ, công chức, viên chức"
UNKNOWN = "chua-ro"
AGE_BANDS = (
    ("den-30", "Đến 30 tuổi", "r.age <= 30"),
    ("31-40", "31–40 tuổi", "r.age BETWEEN 31 AND 40"),
    ("41-50", "41–50 tuổi", "r.age BETWEEN 41 AND 50"),
    ("51-60", "51–60 tuổi", "r.age BETWEEN 51 AND 60"),
    ("tren-60", "Trên 60 tuổi", "r.age > 60"),
)
AGE_BAND = "CASE " + " ".join(f"WHEN {sql} THEN '{code}'" for code, _, sql in AGE_BANDS) + " END"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of people, or with ``of`` a share of them.

    ``where`` is SQL over a row ``r`` of ``staff.headcount``; ``list_filter`` are the parameters of the list
    of people that shows exactly the people counted (of a share: of its numerator).
    """

    code: str
    name: str
    where: str
    list_filter: tuple[tuple[str, str], ...] = ()
    of: str = ""
    unit: str = PERSON
    source: str = SOURCE


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The people counted by one column. ``column`` is SQL over ``r``; null is ``UNKNOWN``."""

    code: str
    name: str
    column: str
    parameter: str
    catalogue: str = ""  # of staff.catalogue_words; empty where ``choices`` are closed
    choices: tuple[tuple[str, str], ...] = ()
    unknown: str = "Chưa rõ"


COMMUNE = f"r.\"group\" IN ('{Group.COMMUNE_OFFICIAL}', '{Group.COMMUNE_CIVIL_SERVANT}')"
_CIVIL = f"r.\"group\" = '{Group.CIVIL_SERVANT}'"
_PUBLIC = f"r.\"group\" = '{Group.PUBLIC_EMPLOYEE}'"
_FEMALE = f"r.sex = '{Sex.FEMALE}'"
_LEADER = f"r.leader_kind <> '{LeaderKind.NONE}'"
_DEGREE = ("trinh_do", "dh-tro-len")
_IN_CIVIL, _IN_PUBLIC, _IN_COMMUNE = (
    ("nhom", "civil_servant"),
    ("nhom", "public_employee"),
    ("nhom", "cap-xa"),
)

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure("staff.total", "Tổng số", "true"),
        Measure("staff.civil_servants", "Công chức", _CIVIL, (_IN_CIVIL,)),
        Measure("staff.public_employees", "Viên chức", _PUBLIC, (_IN_PUBLIC,)),
        Measure("staff.commune", "Cán bộ, công chức cấp xã", COMMUNE, (_IN_COMMUNE,)),
        Measure("staff.female", "Nữ", _FEMALE, (("gioi_tinh", "female"),)),
        Measure("staff.party", "Đảng viên", "r.is_party_member", (("dang_vien", "co"),)),
        Measure("staff.minority", "Dân tộc thiểu số", "r.ethnicity <> '01'", (("dan_toc", "thieu-so"),)),
        Measure("staff.religion", "Theo tôn giáo", "r.has_religion", (("ton_giao", "co"),)),
        Measure("staff.heads", "Người đứng đầu", "r.is_head", (("chuc_vu", "nguoi-dung-dau"),)),
        Measure("staff.leaders", "Giữ chức vụ lãnh đạo, quản lý", _LEADER, (("chuc_vu", "lanh-dao"),)),
        Measure(
            "staff.female_leaders", "Nữ giữ chức vụ lãnh đạo, quản lý", f"{_LEADER} AND {_FEMALE}",
            (("chuc_vu", "lanh-dao"), ("gioi_tinh", "female")),
        ),
        Measure("staff.degree_or_higher", "Trình độ từ đại học trở lên", "r.is_degree", (_DEGREE,)),
        Measure(
            "staff.degree_or_higher.civil_servants", "Công chức có trình độ từ đại học trở lên",
            f"r.is_degree AND {_CIVIL}", (_DEGREE, _IN_CIVIL),
        ),
        Measure(
            "staff.degree_or_higher.public_employees", "Viên chức có trình độ từ đại học trở lên",
            f"r.is_degree AND {_PUBLIC}", (_DEGREE, _IN_PUBLIC),
        ),
        Measure(
            "staff.degree_or_higher.commune", "Cấp xã có trình độ từ đại học trở lên",
            f"r.is_degree AND {COMMUNE}", (_DEGREE, _IN_COMMUNE),
        ),
    )
}  # fmt: skip

# Code, name, numerator, denominator.
SHARES: dict[str, Measure] = {
    code: Measure(code, name, numerator, MEASURES[numerator].list_filter, of=denominator, unit=SHARE)
    for code, name, numerator, denominator in (
        ("staff.degree_share", "Tỷ lệ từ đại học trở lên", "staff.degree_or_higher", "staff.total"),
        (
            "staff.degree_share.civil_servants", "Tỷ lệ công chức từ đại học trở lên",
            "staff.degree_or_higher.civil_servants", "staff.civil_servants",
        ),
        (
            "staff.degree_share.public_employees", "Tỷ lệ viên chức từ đại học trở lên",
            "staff.degree_or_higher.public_employees", "staff.public_employees",
        ),
        (
            "staff.degree_share.commune", "Tỷ lệ cấp xã từ đại học trở lên",
            "staff.degree_or_higher.commune", "staff.commune",
        ),
        ("staff.female_share", "Tỷ lệ nữ", "staff.female", "staff.total"),
        ("staff.party_share", "Tỷ lệ đảng viên", "staff.party", "staff.total"),
        ("staff.minority_share", "Tỷ lệ dân tộc thiểu số", "staff.minority", "staff.total"),
    )
}  # fmt: skip

_NONE_OR_UNKNOWN = "Chưa có hoặc chưa rõ"
BREAKDOWNS: dict[str, Breakdown] = {
    breakdown.code: breakdown
    for breakdown in (
        Breakdown("staff.by_group", "Theo nhóm", 'r."group"', "nhom", choices=tuple(Group.choices)),
        Breakdown("staff.by_unit_type", "Theo loại đơn vị", "r.unit_type", "loai_don_vi", choices=tuple(UnitType.choices)),
        Breakdown("staff.by_sex", "Theo giới tính", "r.sex", "gioi_tinh", choices=tuple(Sex.choices)),
        Breakdown("staff.by_age", "Theo tuổi", AGE_BAND, "tuoi", choices=tuple((c, n) for c, n, _ in AGE_BANDS)),
        Breakdown("staff.by_leader", "Theo chức vụ", "r.leader_kind", "chuc_vu", choices=tuple(LeaderKind.choices)),
        Breakdown("staff.by_ethnicity", "Theo dân tộc", "r.ethnicity", "dan_toc", "ethnicity"),
        Breakdown("staff.by_religion", "Theo tôn giáo", "r.religion", "ton_giao", "religion"),
        Breakdown("staff.by_education", "Theo trình độ chuyên môn", "r.education", "trinh_do", "education"),
        Breakdown(
            "staff.by_theory", "Theo lý luận chính trị", "r.theory", "ly_luan", QualificationKind.THEORY, unknown=_NONE_OR_UNKNOWN,
        ),
        Breakdown(
            "staff.by_state_management", "Theo quản lý nhà nước", "r.state_management", "quan_ly", QualificationKind.STATE_MANAGEMENT, unknown=_NONE_OR_UNKNOWN,
        ),
        Breakdown(
            "staff.by_it", "Theo tin học", "r.it", "tin_hoc", QualificationKind.IT,
            unknown=_NONE_OR_UNKNOWN,
        ),
        Breakdown(
            "staff.by_language", "Theo ngoại ngữ, tiếng dân tộc", "r.language", "ngoai_ngu", QualificationKind.LANGUAGE, unknown=_NONE_OR_UNKNOWN,
        ),
        Breakdown("staff.by_rank", "Theo ngạch, chức danh nghề nghiệp", "r.rank", "ngach", "rank"),
        Breakdown(
            "staff.by_party", "Đảng viên", "CASE r.is_party_member WHEN true THEN 'co' WHEN false THEN 'khong' END",
            "dang_vien", choices=(("co", "Đảng viên"), ("khong", "Chưa là đảng viên")),
        ),
    )
}  # fmt: skip
