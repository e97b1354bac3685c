from django.urls import path

from imports import views, views_work

app_name = "imports"
urlpatterns = [
    path("", views.batch_list, name="list"),
    path("moi/", views_work.upload, name="upload"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/cot/", views_work.columns, name="columns"),
    path("<int:pk>/tien-do/", views.progress, name="progress"),
    path("<int:pk>/tim/", views.find, name="find"),
    path("<int:pk>/ly-do/", views_work.give_reason, name="give-reason"),
    path("<int:pk>/tep-loi/", views.messages_file, name="messages-file"),
    path("<int:pk>/<slug:slug>/", views_work.offer, name="offer"),
]
