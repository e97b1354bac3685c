from django.apps import AppConfig
from django.urls import reverse


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        from agencies import office_entries, tabs, unit_search
        from agencies.rights import Right, roles_with
        from agencies.unit_list import UnitsKind
        from core import menu, search
        from imports.kinds import register

        register(UnitsKind())
        office_entries.register_all()
        menu.register(menu.MenuEntry("Đơn vị", "agencies:list", roles_with(Right.SEE_UNITS), order=20))
        search.register(search.SearchSource("Đơn vị", roles_with(Right.SEE_UNITS), unit_search.find))
        tabs.register(
            tabs.UnitTab("overview", "Tổng quan", 0, lambda code: reverse("agencies:unit", args=[code]))
        )
        tabs.register(
            tabs.UnitTab("history", "Lịch sử", 90, lambda code: reverse("agencies:history", args=[code]))
        )
