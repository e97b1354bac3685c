from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from agencies.rights import Right, roles_with
        from agencies.tabs import register_panel
        from core import menu, waiting
        from reports import (
            make,  # noqa: F401  (registers the kind of job)
            rating_panel,
        )
        from reports.dashboard import home_panel, unit_panel
        from reports.waiting import count, waiting_reports

        menu.register(
            menu.MenuEntry("Báo cáo", "reports:list", roles_with(Right.SEE_REPORTS), order=70, count=count)
        )
        waiting.register(waiting_reports)
        waiting.register_panel(home_panel)
        register_panel(unit_panel, order=20)
        register_panel(rating_panel.unit_panel, order=30)
