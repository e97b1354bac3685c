from django.urls import path

from staff import views_account, views_demo

app_name = "staff"
urlpatterns = [
    path("du-lieu-mau/", views_demo.notice, name="demo"),
    path("tai-khoan/<str:username>/gan/", views_account.link, name="link-account"),
    path("tai-khoan/<str:username>/go/", views_account.unlink, name="unlink-account"),
]
