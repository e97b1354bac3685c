from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Nhân sự"

    def ready(self) -> None:
        from agencies import account_panels
        from agencies.rights import Right, roles_with
        from core import menu, waiting
        from imports.waiting import count
        from imports.kinds import register
        from staff import views_account, views_demo
        from staff.catalogues import load_after_migrate
        from staff.roster import PeopleKind

        post_migrate.connect(load_after_migrate, sender=self)
        register(PeopleKind())
        bring_in = roles_with(Right.UPLOAD) | roles_with(Right.APPROVE_IMPORT)
        menu.register(menu.MenuEntry("Nhập danh sách", "imports:list", bring_in, order=40, count=count))
        waiting.register_panel(views_demo.panel)
        account_panels.register(views_account.panel)
