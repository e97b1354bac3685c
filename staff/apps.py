from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "Nhân sự"

    def ready(self) -> None:
        from core import waiting
        from imports.kinds import register
        from staff import views_demo
        from staff.catalogues import load_after_migrate
        from staff.roster import PeopleKind

        post_migrate.connect(load_after_migrate, sender=self)
        register(PeopleKind())
        waiting.register_panel(views_demo.panel)
