from django.urls import path

from agencies.acting import act_as

app_name = "agencies"
urlpatterns = [
    path("tai-khoan/vai-tro/", act_as, name="act-as"),
]
