from django.urls import path

from agencies import office_urls, views
from agencies.acting import act_as

app_name = "agencies"
urlpatterns = [
    *office_urls.urlpatterns,
    path("tai-khoan/vai-tro/", act_as, name="act-as"),
    path("don-vi/", views.unit_list, name="list"),
    path("don-vi/xuat/", views.export_list, name="export"),
    path("don-vi/goi-y/", views.suggest, name="suggest"),
    path("don-vi/<str:code>/", views.unit, name="unit"),
    path("don-vi/<str:code>/lich-su/", views.history, name="history"),
]
