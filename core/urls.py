from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.find, name="search"),
    path("so-viec/", views.counts, name="counts"),
    path("viec-chay/", views.jobs, name="jobs"),
    path("viec-chay/<uuid:pk>/", views.job, name="job"),
    path("quan-tri/thanh-phan/", views.components, name="components"),
]
