from django.contrib import admin
from django.urls import include, path

from backend.health import health

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("quan-tri/danh-muc/", admin.site.urls),
    path("tai-khoan/", include("accounts.urls")),
    path("nhap-danh-sach/", include("imports.urls")),
    path("", include("agencies.urls")),
    path("nhan-su/", include("staff.urls")),
    path("", include("evaluations.urls")),
    path("", include("reports.urls")),
    path("", include("core.urls")),
]
