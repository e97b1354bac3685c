from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "agencies"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        from agencies.unit_list import UnitsKind
        from imports.kinds import register

        register(UnitsKind())
