"""Words for what stands in rule files: kinds, groups, marks, values."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from evaluations.law.kinds.acts import PLACES, ROLES
from evaluations.law.kinds.documents import ATTENDANTS, DOCUMENTS
from evaluations.law.numbers import shown
from evaluations.law.rules import Set

KIND_WORDS = {
    "share_at_least": "Tỷ lệ tối thiểu",
    "share_at_most": "Tỷ lệ tối đa",
    "share_forces": "Tỷ lệ buộc mức",
    "fact_needed": "Điều kiện phải có",
    "fact_forces": "Việc buộc mức",
    "score_band": "Khoảng điểm",
    "treated_as_met": "Coi là đạt",
    "cap_leaves_no_place": "Hết chỗ trong tỷ lệ",
    "at_least_months": "Thời gian công tác",
    "leave_exempts": "Nghỉ được trừ",
    "off_work": "Nghỉ việc trong năm",
    "discipline_forces": "Kỷ luật",
    "discipline_counted": "Kỷ luật đã tính",
    "discipline_elsewhere": "Kỷ luật ở nơi khác",
    "not_above_organisation": "Không cao hơn tổ chức",
    "organisation_first": "Tổ chức xếp trước",
    "sum_of_points": "Tổng điểm",
    "points_within": "Điểm từng tiêu chí",
    "product_counting": "Cách đếm sản phẩm",
    "deduction": "Trừ điểm",
    "product_share": "Tỷ lệ kết quả",
    "nothing_assigned": "Không được giao việc",
    "common_criteria": "Điểm tối đa",
    "step_choice": "100 % hoặc 50 %",
    "score_formula": "Công thức",
    "score_cap": "Điểm tối đa",
    "months_not_worked": "Tháng không tính",
    "months_without_catalogue": "Tháng không tính",
    "months_before": "Tháng không tính",
    "months_unscored": "Tháng không tính",
    "months_ahead": "Tháng không tính",
    "months_complete": "Đủ điểm các tháng",
    "provisional_month": "Tạm tính",
    "month_of_parts": "Tháng ở hai vị trí",
    "mean_of_months": "Điểm trung bình",
    "quota_share": "Tỷ lệ khống chế",
    "quota_raised": "Nâng tỷ lệ",
    "who_may": "Thẩm quyền",
    "not_oneself": "Không tự quyết định",
    "not_a_relative": "Không là người thân",
    "delegation": "Ủy quyền",
    "within_cap": "Còn chỗ trong tỷ lệ",
    "fact_stops": "Việc phải làm trước",
    "document_needed": "Văn bản phải có",
    "document_stands_in": "Văn bản thay được văn bản khác",
    "must_attend": "Thành phần dự họp",
    "rating_window": "Thời điểm",
    "chain": "Các bước",
    "public_notice": "Công khai kết quả",
    "fact_blocks_closing": "Chưa đóng kỳ",
    "moved_in_year": "Chuyển công tác",
    "late_rating": "Luật áp dụng",
    "law_changed_within": "Luật áp dụng",
    "group_changed_within": "Luật áp dụng",
    "several_leading_posts": "Nhiều chức vụ",
    "deadline": "Thời hạn",
    "may_petition": "Quyền kiến nghị",
    "follows": "Sử dụng kết quả",
    "score_serves": "Sử dụng kết quả",
}
FAMILY_WORDS = {
    "official": "cán bộ",
    "civil_servant": "công chức",
    "public_employee": "viên chức",
    "": "mọi người",
}
GROUP_WORDS = {
    "official": "cán bộ",
    "commune_official": "cán bộ cấp xã",
    "civil_servant": "công chức",
    "commune_civil_servant": "công chức cấp xã",
    "public_employee": "viên chức",
    "administrative_organisation": "cơ quan, tổ chức hành chính",
    "service_organisation": "đơn vị sự nghiệp công lập",
}
MARK_WORDS = {
    "": "",
    "v": "",
    "m": "theo hiểu biết chung, chưa đối chiếu văn bản",
    "s": "theo quy chế, văn bản viện dẫn; chưa có toàn văn",
    "d": "văn bản có thể hiểu nhiều cách; đây là cách được chọn",
}
VALUE_WORDS = {
    True: "có",
    False: "không",
    "good": "hoàn thành tốt",
    "good_or_better": "hoàn thành tốt trở lên",
    "down": "làm tròn xuống",
    "up": "làm tròn lên",
    "calendar": "ngày",
    "working": "ngày làm việc",
    "met": "coi là đạt",
    "left_out": "không tính",
    "asked": "hỏi lại",
    "chosen": "người theo dõi chọn, nêu lý do",
    "by_first_clause": "theo khoản 1 Điều 21",
    "by_second_clause": "theo khoản 2 Điều 21",
    "by_days": "trung bình theo số ngày ở từng vị trí",
    "last": "lấy điểm của vị trí sau",
    "even": "chia đều",
    "whole": "tính trên cả tổng",
    "each_share": "tính từng tỷ lệ",
    "nd90": "theo Nghị định 90/2020",
    "period": "theo luật của kỳ",
    "rating_day": "theo luật của ngày xếp loại",
    "rater": "tính vào cấp xếp loại",
    "highest": "ở chức vụ cao nhất",
}
CONDITIONS = {
    ("rated_as", "leader"): "giữ chức vụ lãnh đạo, quản lý",
    ("rated_as", "staff"): "không giữ chức vụ lãnh đạo, quản lý",
    ("leader", "head"): "người đứng đầu",
    ("unit.has_divisions", True): "cơ quan có đơn vị cấu thành",
    ("unit.has_divisions", False): "cơ quan không có đơn vị cấu thành",
    ("of", "people"): "xếp loại người",
    ("of", "organisations"): "xếp loại tổ chức",
}


def condition_words(when: Mapping[str, tuple]) -> str:
    """“công chức, viên chức; giữ chức vụ lãnh đạo, quản lý”; empty where the rule is for everybody."""
    said = []
    for name, values in when.items():
        words = FAMILY_WORDS if name == "family" else GROUP_WORDS
        said.append(", ".join(CONDITIONS.get((name, value)) or words[value] for value in values))
    return "; ".join(said)


def value_words(value: Any) -> str:
    """A parameter or a setting's value as a person reads it."""
    if isinstance(value, Set):
        return "…"
    if isinstance(value, Fraction):
        return shown(value)
    if isinstance(value, str):
        named = (words[value] for words in (ROLES, DOCUMENTS, PLACES, ATTENDANTS) if value in words)
        return next(named, None) or VALUE_WORDS.get(value, value)
    return VALUE_WORDS[value] if isinstance(value, bool) else str(value)
