from django.urls import path

from imports import views, views_columns, views_decide, views_upload

app_name = "imports"
urlpatterns = [
    path("", views.batch_list, name="list"),
    path("xuat/", views.export_list, name="export"),
    path("moi/", views_upload.upload, name="upload"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/cot/", views_columns.columns, name="columns"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/tim/", views.find, name="find"),
    path("<int:pk>/ly-do/", views_decide.give_reason, name="give-reason"),
    path("<int:pk>/tep-loi/", views.messages_file, name="messages-file"),
    path("<int:pk>/<slug:slug>/", views_decide.offer, name="offer"),
]
