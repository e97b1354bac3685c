"""The addresses under /quan-tri/ that this room answers; part of its namespace."""

from django.urls import path

from agencies import views_accounts, views_grants, views_office

urlpatterns = [
    path("quan-tri/", views_office.index, name="office"),
    path("quan-tri/viec-chay/", views_office.all_jobs, name="all-jobs"),
    path("quan-tri/tai-khoan/", views_accounts.account_list_page, name="accounts"),
    path("quan-tri/tai-khoan/them/", views_accounts.new_account, name="new-account"),
    path("quan-tri/tai-khoan/<str:username>/", views_accounts.account_page, name="account"),
    path("quan-tri/tai-khoan/<str:username>/duong-dan/", views_accounts.issue_link, name="issue-link"),
    path("quan-tri/tai-khoan/<str:username>/ngung/", views_accounts.stop_account, name="stop-account"),
    path("quan-tri/tai-khoan/<str:username>/mo-lai/", views_accounts.resume_account, name="resume-account"),
    path("quan-tri/tai-khoan/<str:username>/vai-tro/", views_grants.give_role, name="give-role"),
    path("quan-tri/tai-khoan/<str:username>/vai-tro/<int:pk>/", views_grants.end_role, name="end-role"),
]
