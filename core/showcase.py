"""Made-up data for the page of components: each part of the interface in each of its states."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from core import lists
from core.charts import Bar, BarChart, Columns, LineChart, Series, StackedBars, StackRow, Waterfall
from core.frame import JobView
from core.models import Job
from core.templatetags.frame import Event, FieldError, Node, Step
from core.waiting import WaitingItem

HERE = "#vi-du"


class SampleFilters(forms.Form):
    """What a FilterSet's form looks like to ``{% filter_bar %}``."""

    vd_don_vi = forms.CharField(label="Đơn vị và cấp dưới", required=False)
    vd_nhom = forms.ChoiceField(
        label="Nhóm", choices=[("", "Tất cả"), ("cong-chuc", "Công chức")], required=False
    )
    vd_gioi = forms.ChoiceField(label="Giới tính", choices=[("", "Tất cả"), ("nu", "Nữ")], required=False)
    vd_ngach = forms.CharField(label="Ngạch", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            kind = "form-select" if isinstance(bound, forms.ChoiceField) else "form-control"
            bound.widget.attrs["class"] = f"{kind} {kind}-sm"


def context(request: HttpRequest) -> dict[str, Any]:
    """All that ``core/components.html`` shows."""
    today = request.today
    return {
        "badges": [
            ("Xuất sắc", "best"),
            ("đạt", "good"),
            ("thiếu 1,6", "warn"),
            ("quá hạn", "bad"),
            ("đang rà soát", "info"),
            ("chưa rõ", "neutral"),
        ],
        "deadlines": [today - timedelta(days=2), today, today + timedelta(days=1), today + timedelta(days=4)],
        "waiting": [
            WaitingItem(
                "Bổ sung ý kiến cho 4 người", "Chi cục Kiểm lâm", HERE, "Mở", today - timedelta(days=2)
            ),
            WaitingItem("So sánh danh sách CCVC 30/06/2022", "12.532 dòng · 14 lỗi", HERE, "So sánh", today),
            WaitingItem(
                "Trả lời ý kiến ở đoạn II.2", "Báo cáo đội ngũ", HERE, "Trả lời", today + timedelta(days=4)
            ),
        ],
        "filters": SampleFilters(initial={"vd_don_vi": "Sở Nội vụ", "vd_nhom": "cong-chuc", "vd_gioi": "nu"}),
        "chips": [
            lists.Chip("Đơn vị", "Sở Nội vụ và cấp dưới", HERE, 96),
            lists.Chip("Nhóm", "Công chức", HERE),
            lists.Chip("Giới tính", "Nữ", HERE),
        ],
        "facets": [
            lists.Choice("Tất cả", HERE, 12471, True),
            lists.Choice("Công chức", HERE, 1356),
            lists.Choice("Viên chức", HERE, 8881),
            lists.Choice("Cấp xã", HERE, 2234),
        ],
        "tabs": [
            lists.Choice("Thay đổi", HERE, 978, True),
            lists.Choice("Thêm mới", HERE, 312),
            lists.Choice("Không còn trong danh sách", HERE, 251),
            lists.Choice("Lỗi", HERE, 14),
            lists.Choice("Cảnh báo", HERE, 37),
        ],
        "page": lists.ListPage(["…"], 51, 100, 978, 2, 20, HERE, HERE),
        "steps": [
            Step("Tải lên", "done", HERE),
            Step("Nhận cột", "done", HERE),
            Step("Kiểm tra", "done", HERE),
            Step("So sánh", "current"),
            Step("Duyệt", "todo"),
            Step("Áp dụng", "todo"),
        ],
        "differences": [
            ("Bậc, hệ số", "7 · 4,32", "8 · 4,65"),
            ("Đơn vị", "Sở Nội vụ", "Sở Tài chính"),
            ("Nơi ở", "Tổ 7, phường Sông Cầu, thành phố Bắc Kạn", "Tổ 9, phường Sông Cầu, thành phố Bắc Kạn"),
            ("Ngày sinh", None, "12/11/1969"),
            ("Điện thoại", "chưa kiểm tra", None),
        ],
        "facts": [
            ("Họ và tên", "Hà Đình Hoàn"),
            ("Ngày sinh", "14/02/1962"),
            ("Đơn vị", "Văn phòng UBND tỉnh"),
            ("Chức vụ", "Phó Chánh Văn phòng"),
            ("Ngạch, bậc", "Chuyên viên chính, bậc 8"),
            ("Tôn giáo", None),
        ],
        "events": [
            Event("01/06/2022", "Nâng bậc 7 → 8", "Hệ số 4,65 · Quyết định 412/QĐ-SNV", HERE, "good"),
            Event("15/01/2022", "Đính chính ngày sinh", "14/12/1962 → 14/02/1962", None, "warn"),
            Event("30/12/2021", "Có trong danh sách đầu tiên", "Văn phòng UBND tỉnh"),
        ],
        "nodes": _tree(),
        "form_errors": [
            FieldError(
                "Ngày sinh: Ngày 30/02/1980 không có thật. Ghi theo dạng ngày/tháng/năm, ví dụ 28/02/1980.",
                "vd-ngay",
            ),
            FieldError("Chọn đơn vị trước khi chuyển.", None),
        ],
        "jobs": _jobs(),
        "charts": _charts(),
        "groups": BarChart(
            "Ba nhóm", [Bar("Công chức", 1356, HERE), Bar("Viên chức", 8881, HERE), Bar("Cấp xã", 2234, HERE)]
        ),
    }


def _tree() -> list[Node]:
    communes = [Node("Phường Sông Cầu", HERE, count=21), Node("Xã Nông Thượng", HERE, count=20)]
    schools = [Node("Trường THCS Bắc Kạn", HERE, count=41), Node("Trường Mầm non Sông Cầu", HERE, count=32)]
    return [
        Node("Sở Nội vụ", HERE, [Node("Trung tâm Lưu trữ lịch sử", HERE, count=12)], count=96),
        Node("Sở Giáo dục và Đào tạo", HERE, [Node("Trường THPT Chuyên Bắc Kạn", HERE, count=58)], 1204),
        Node("Thành phố Bắc Kạn", HERE, [*communes, *schools], 1102, is_open=True, is_current=True),
        Node("Huyện Na Rì", HERE, count=1630),
    ]


def _jobs() -> list[JobView]:
    now = timezone.now()
    title = "Làm báo cáo quý I năm 2022"
    states = [
        (Job(title=title, state=Job.State.QUEUED), None),
        (Job(title=title, state=Job.State.RUNNING, done=7, total=9, now_doing="dựng phụ lục III"), 2.0),
        (Job(title=title, state=Job.State.DONE, result_url=HERE, ended_at=now), None),
        (
            Job(
                title=title,
                state=Job.State.FAILED,
                error="Không mở được tệp này: tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.",
            ),
            None,
        ),
    ]
    return [JobView(job, left, is_still=True) for job, left in states]


def _charts() -> list:
    years = ("2018", "2019", "2020", "2021", "2022")
    return [
        BarChart(
            "Số người theo nhóm, 30/12/2021",
            [Bar("Công chức", 1356, HERE), Bar("Viên chức", 8881, HERE), Bar("Cấp xã", 2234, HERE)],
        ),
        BarChart(
            "Đơn vị đông người nhất, 30/12/2021",
            [
                Bar("Bệnh viện Đa khoa tỉnh Bắc Kạn", 412),
                Bar("Trung tâm Y tế huyện Chợ Đồn", 168),
                Bar("Chi cục Kiểm lâm", 151),
            ],
        ),
        StackedBars(
            "Tuổi của ba nhóm, 30/12/2021",
            ("Dưới 31", "31–40", "41–50", "Trên 50"),
            [
                StackRow("Công chức", (88, 502, 501, 265)),
                StackRow("Viên chức", (1205, 3950, 2614, 1112)),
                StackRow("Cấp xã", (240, 1103, 640, 251)),
            ],
            as_shares=True,
        ),
        Columns(
            "Người vào theo quý, 2021–2022",
            [Bar("Quý I", 41), Bar("Quý II", 118), Bar("Quý III", 66), Bar("Quý IV", 87)],
        ),
        Waterfall(
            "Vì sao 12.471 thành 12.498, 30/12/2021–14/03/2022",
            Bar("30/12", 12471),
            [Bar("Tuyển", 118, HERE), Bar("Nghỉ hưu", -86, HERE), Bar("Thôi việc", -9, HERE), Bar("Sửa", 4)],
            Bar("14/03", 12498),
        ),
        Waterfall(
            "Biên chế của Sở Nội vụ, 2021–2022",
            Bar("2021", 96),
            [Bar("Tuyển", 12), Bar("Nghỉ hưu", -21)],
            Bar("2022", 87),
        ),
        LineChart(
            "Tỷ lệ có trình độ đại học trở lên, 2018–2022",
            years,
            [
                Series("Công chức", (90.1, 91.8, 93.0, 95.0, 95.1)),
                Series("Viên chức", (51.3, 54.0, 58.8, 62.4, 63.0)),
            ],
            unit="%",
            places=1,
        ),
        LineChart("Số người, 2018–2022", years, [Series("Cả tỉnh", (13120, 12904, 12677, 12471, 12532))]),
    ]
