"""The admin site keeps catalogues only and opens to whoever holds the role of administrator today."""

from collections.abc import Iterable
from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.urls import URLResolver

# Signing in, out and passwords are the portal's own pages.
_NOT_HERE = {"login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site"}


class CatalogueAdminConfig(AdminConfig):
    default_site = "backend.admin_site.CatalogueAdminSite"


class CatalogueAdminSite(AdminSite):
    site_header = site_title = "Danh mục dùng chung"
    index_title = "Danh mục"
    site_url = "/quan-tri/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Only what calls itself a catalogue; what other applications bring along stays outside."""
        if getattr(admin_class, "is_catalogue", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request) -> bool:
        from agencies.enums import Role
        from agencies.scope import roles_of

        return request.user.is_active and Role.ADMIN in roles_of(request.user)

    def admin_view(self, view, cacheable=False):
        """Closed to other roles like every page; whoever isn't signed in never gets this far."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self):
        urls = [url for url in super().get_urls() if getattr(url, "name", None) not in _NOT_HERE]
        _ask_at_the_portals_door(urls)
        return urls


def _ask_at_the_portals_door(urls: Iterable) -> None:
    """Let LoginRequiredMiddleware send whoever isn't signed in to the portal's own page."""
    for url in urls:
        if isinstance(url, URLResolver):
            _ask_at_the_portals_door(url.url_patterns)
        else:
            vars(url.callback).pop("login_url", None)
