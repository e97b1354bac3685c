from django.urls import path

from staff import (
    views_account,
    views_demo,
    views_edit,
    views_export,
    views_exports,
    views_list,
    views_record,
    views_service,
)

app_name = "staff"
urlpatterns = [
    path("", views_list.people_list, name="list"),
    path("xuat/", views_export.export_list, name="export"),
    path("da-xuat/", views_exports.exports, name="exports"),
    path("cua-toi/", views_record.own, name="own"),
    path("<int:pk>/", views_record.record, name="record"),
    path("<int:pk>/lich-su/", views_record.history, name="history"),
    path("<int:pk>/hoan-tac/", views_edit.undo, name="undo"),
    path("<int:pk>/khen-thuong-ky-luat/", views_service.service, name="service"),
    path("<int:pk>/khen-thuong-ky-luat/them/<slug:kind>/", views_service.add, name="service-add"),
    path("<int:pk>/khen-thuong-ky-luat/<slug:fact>/sua/", views_service.mend, name="service-mend"),
    path("<int:pk>/khen-thuong-ky-luat/<slug:fact>/huy/", views_service.cancel, name="service-cancel"),
    path("<int:pk>/khen-thuong-ky-luat/<slug:fact>/minh-chung/", views_service.proof, name="service-proof"),
    path("<int:pk>/<slug:slug>/", views_edit.edit, name="edit"),
    path("du-lieu-mau/", views_demo.notice, name="demo"),
    path("tai-khoan/<str:username>/gan/", views_account.link, name="link-account"),
    path("tai-khoan/<str:username>/go/", views_account.unlink, name="unlink-account"),
]
