"""The admin site keeps catalogues only and opens to whoever holds the role of administrator today."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class CatalogueAdminConfig(AdminConfig):
    default_site = "backend.admin_site.CatalogueAdminSite"


class CatalogueAdminSite(AdminSite):
    site_header = site_title = "Danh mục dùng chung"
    index_title = "Danh mục"
    site_url = "/"

    def has_permission(self, request) -> bool:
        from agencies.scope import roles_of

        return request.user.is_active and "admin" in roles_of(request.user)
