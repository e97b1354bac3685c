from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Nhân sự"

    def ready(self) -> None:
        from agencies import account_panels, office, staffing, tabs
        from agencies.rights import Right, roles_with
        from core import menu, search, waiting
        from imports.kinds import register
        from imports.waiting import count
        from staff import search as people_search
        from staff import unit_hooks, views_account, views_demo
        from staff.catalogues import load_after_migrate
        from staff.link_account import has_record
        from staff.roster import PeopleKind
        from staff.service_list import ServiceKind

        post_migrate.connect(load_after_migrate, sender=self)
        register(ServiceKind())
        register(PeopleKind())
        bring_in = roles_with(Right.UPLOAD) | roles_with(Right.APPROVE_IMPORT)
        menu.register(menu.MenuEntry("Nhập danh sách", "imports:list", bring_in, order=40, count=count))
        waiting.register_panel(views_demo.panel)
        account_panels.register(views_account.panel)
        office.register(
            office.OfficeEntry(
                "Các lần xuất danh sách",
                "Ai đã xuất danh sách ra tệp Excel, lúc nào, bao nhiêu người, có số định danh không, vì sao.",
                "staff:exports",
                40,
            )
        )
        see = roles_with(Right.SEE_PEOPLE)
        menu.register(menu.MenuEntry("Nhân sự", "staff:list", see, order=30))
        menu.register(menu.MenuEntry("Hồ sơ của tôi", "staff:own", order=10, shows=has_record))
        search.register(search.SearchSource("Nhân sự", see, people_search.find))
        staffing.register(counts=unit_hooks.counts, heads=unit_hooks.heads)
        tabs.register(
            tabs.UnitTab("people", "Nhân sự", 20, unit_hooks.tab_url, Right.SEE_PEOPLE, unit_hooks.tab_count)
        )
