from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại"

    def ready(self) -> None:
        from agencies.office import OfficeEntry, register
        from core import menu, waiting
        from evaluations import open_cycle  # noqa: F401  (registers the kind of job)
        from evaluations.scores import confirm_many  # noqa: F401
        from evaluations.scores import open as open_period  # noqa: F401
        from evaluations.scores.waiting import waiting_scores
        from evaluations.unit_levels_list import UnitLevelsKind
        from evaluations.waiting import count, waiting_evaluations
        from evaluations.waiting_organisations import waiting_organisations
        from imports.kinds import register as register_kind

        menu.register(menu.MenuEntry("Đánh giá", "evaluations:cycles", order=50, count=count))
        waiting.register(waiting_evaluations)
        waiting.register(waiting_organisations)
        register_kind(UnitLevelsKind())
        waiting.register(waiting_scores)
        register(
            OfficeEntry(
                "Bộ quy tắc đánh giá",
                "Các nghị định đang áp dụng: từng điều khoản với quy tắc, thiết lập, mẫu phiếu.",
                "evaluations:rule-sets",
                25,
            )
        )
