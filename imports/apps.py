from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "imports"
    verbose_name = "Nhập danh sách"

    def ready(self) -> None:
        from core import waiting
        from imports import jobs  # noqa: F401  (registers the kinds of job)
        from imports.waiting import items

        waiting.register(items)
