from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from core import worker  # noqa: F401  (connects the worker's signals)
