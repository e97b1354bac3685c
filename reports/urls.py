from django.urls import path

from reports import views, views_behind, views_flows, views_ratings, views_review, views_schedule

app_name = "reports"
urlpatterns = [
    path("bao-cao/", views.reports, name="list"),
    path("bao-cao/xuat/", views.export_list, name="export"),
    path("bao-cao/bien-dong/", views_flows.flows, name="flows"),
    path("bao-cao/bien-dong/khung/", views_flows.panel, name="flows-panel"),
    path("bao-cao/bien-dong/xuat/", views_flows.export, name="flows-export"),
    path("bao-cao/moi/", views.new, name="new"),
    path("bao-cao/lich/", views_schedule.schedules, name="schedules"),
    path("bao-cao/lich/<int:pk>/tat/", views_schedule.stop, name="stop-schedule"),
    path("bao-cao/xep-loai/<int:cycle>/", views_ratings.ratings, name="ratings"),
    path("bao-cao/xep-loai/<int:cycle>/khung/", views_ratings.panel, name="ratings-panel"),
    path("bao-cao/xep-loai/<int:cycle>/nguoi/", views_ratings.people_behind, name="ratings-behind"),
    path(
        "bao-cao/xep-loai/<int:cycle>/to-chuc/",
        views_ratings.organisations_behind,
        name="organisations-behind",
    ),
    path("bao-cao/xep-loai/<int:cycle>/diem/<str:slug>/", views_ratings.scores, name="scores"),
    path(
        "bao-cao/xep-loai/<int:cycle>/diem/<str:slug>/phieu/",
        views_ratings.scores_behind,
        name="scores-behind",
    ),
    path("bao-cao/<int:pk>/", views.report, name="report"),
    path("bao-cao/<int:pk>/loi-van/", views.words, name="words"),
    path("bao-cao/<int:pk>/cap-nhat/", views.refresh, name="refresh"),
    path("bao-cao/<int:pk>/ban/<int:number>/so/<str:code>/", views_behind.people_behind, name="behind"),
    path(
        "bao-cao/<int:pk>/ban/<int:number>/so/<str:code>/xuat/",
        views_behind.export_behind,
        name="behind-export",
    ),
    path("bao-cao/<int:pk>/ban/<int:number>/tep/<str:format>/", views.document, name="document"),
    path("bao-cao/<int:pk>/trinh/", views_review.submit, name="submit"),
    path("bao-cao/<int:pk>/kiem-tra/", views_review.check, name="check"),
    path("bao-cao/<int:pk>/tra-lai/", views_review.give_back, name="return"),
    path("bao-cao/<int:pk>/duyet/", views_review.approve, name="approve"),
    path("bao-cao/<int:pk>/y-kien/", views_review.comment, name="comment"),
    path("bao-cao/<int:pk>/y-kien/<int:comment>/tra-loi/", views_review.answer, name="answer"),
]
