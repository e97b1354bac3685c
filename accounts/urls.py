from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign-in"),
    path("dang-xuat/", views.SignOut.as_view(), name="sign-out"),
    path("vao/", views.Enter.as_view(), name="enter"),
    path("mat-khau/", views.SetPassword.as_view(), name="set-password"),
    path("", views.account, name="account"),
]
