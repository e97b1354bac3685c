from django.urls import path

from staff import views_demo

app_name = "staff"
urlpatterns = [
    path("du-lieu-mau/", views_demo.notice, name="demo"),
]
