"""What this room puts under Quản trị."""

from agencies.office import OfficeEntry, register
from agencies.rights import Right, roles_with
from core import menu


def register_all() -> None:
    """Called by ``AppConfig.ready``."""
    menu.register(menu.MenuEntry("Quản trị", "agencies:office", roles_with(Right.MANAGE_ACCOUNTS), order=90))
    register(
        OfficeEntry(
            "Tài khoản",
            "Lập và ngừng tài khoản, giao và kết thúc vai trò, cấp đường dẫn cho người quên mật khẩu.",
            "agencies:accounts",
            10,
        )
    )
    register(
        OfficeEntry(
            "Danh mục dùng chung",
            "Ngạch, chức vụ, trình độ, dân tộc, tôn giáo: sửa, thêm cách viết khác, nhập và xuất bằng Excel.",
            "admin:index",
            20,
        )
    )
    register(
        OfficeEntry(
            "Việc chạy nền",
            "Việc đang chạy và đã chạy của mọi người: đến đâu, chạy mấy lần, vì sao không xong.",
            "agencies:all-jobs",
            30,
        )
    )
    register(
        OfficeEntry(
            "Thành phần giao diện",
            "Các phần dựng nên trang, với từng trạng thái; dành cho người phát triển cổng.",
            "core:components",
            90,
        )
    )
