from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = "Đánh giá, xếp loại"

    def ready(self) -> None:
        from agencies.office import OfficeEntry, register
        from core import menu, waiting
        from evaluations import (  # noqa: F401  (kinds of jobs)
            close_cycle,
            open_cycle,
            open_follow_ups,
            reresolve,
            views_relatives,
            write_national,
            years,
        )
        from evaluations.papers import print_unit  # noqa: F401
        from evaluations.past_list import RatingsKind
        from evaluations.scores import confirm_many  # noqa: F401
        from evaluations.scores import open as open_period  # noqa: F401
        from evaluations.scores.waiting import waiting_scores
        from evaluations.unit_levels_list import UnitLevelsKind
        from evaluations.waiting import count, reminder_panel, waiting_evaluations
        from evaluations.waiting_national import waiting_national
        from evaluations.waiting_organisations import waiting_organisations
        from imports import kinds
        from staff import record_tabs

        menu.register(menu.MenuEntry("Đánh giá", "evaluations:cycles", order=50, count=count))
        waiting.register(waiting_evaluations)
        waiting.register(waiting_organisations)
        waiting.register(waiting_national)
        kinds.register(UnitLevelsKind())
        waiting.register(waiting_scores)
        waiting.register_panel(reminder_panel)
        kinds.register(RatingsKind())
        record_tabs.register(years.TAB)
        record_tabs.register(views_relatives.TAB)
        register(
            OfficeEntry(
                "Bộ quy tắc đánh giá",
                "Các nghị định đang áp dụng: từng điều khoản với quy tắc, thiết lập, mẫu phiếu.",
                "evaluations:rule-sets",
                25,
            )
        )
