from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại"

    def ready(self) -> None:
        from agencies.office import OfficeEntry, register
        from core import menu, waiting
        from evaluations import close_cycle, open_cycle, reresolve  # noqa: F401  (kinds of job)
        from evaluations.scores import confirm_many  # noqa: F401
        from evaluations.scores import open as open_period  # noqa: F401
        from evaluations.scores.waiting import waiting_scores
        from evaluations.waiting import count, reminder_panel, waiting_evaluations

        menu.register(menu.MenuEntry("Đánh giá", "evaluations:cycles", order=50, count=count))
        waiting.register(waiting_evaluations)
        waiting.register(waiting_scores)
        waiting.register_panel(reminder_panel)
        register(
            OfficeEntry(
                "Bộ quy tắc đánh giá",
                "Các nghị định đang áp dụng: từng điều khoản với quy tắc, thiết lập, mẫu phiếu.",
                "evaluations:rule-sets",
                25,
            )
        )
