from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại"

    def ready(self) -> None:
        from agencies.office import OfficeEntry, register

        register(
            OfficeEntry(
                "Bộ quy tắc đánh giá",
                "Các nghị định đang áp dụng: từng điều khoản với quy tắc, thiết lập, mẫu phiếu.",
                "evaluations:rule-sets",
                25,
            )
        )
