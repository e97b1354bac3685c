from django.urls import path

from evaluations import (
    views_cycle,
    views_mine,
    views_organisation,
    views_petition,
    views_recognise,
    views_result,
    views_rules,
    views_self,
    views_sheet,
    views_step,
    views_unit_facts,
)
from evaluations.scores import views as views_score
from evaluations.scores import views_unit as views_score_unit

app_name = "evaluations"
urlpatterns = [
    path("danh-gia/", views_cycle.cycles, name="cycles"),
    path("danh-gia/moi/", views_cycle.new, name="new-cycle"),
    path("danh-gia/ai-danh-gia-toi/", views_mine.who_evaluates_me, name="who-evaluates-me"),
    path("danh-gia/<int:pk>/", views_cycle.cycle, name="cycle"),
    path("danh-gia/<int:pk>/tu-danh-gia/", views_self.mine, name="self"),
    path("danh-gia/<int:pk>/tu-danh-gia/<int:evaluation>/", views_self.read, name="read-self"),
    path("danh-gia/<int:pk>/ket-qua/", views_result.mine, name="my-result"),
    path("danh-gia/<int:pk>/ket-qua/<int:evaluation>/", views_result.result, name="result"),
    path("danh-gia/<int:pk>/ket-qua/kien-nghi/", views_petition.file, name="file-petition"),
    path("danh-gia/<int:pk>/kien-nghi/<int:petition>/", views_petition.petition, name="petition"),
    path("danh-gia/<int:pk>/tra-lai/<int:evaluation>/", views_self.give_back, name="give-back"),
    path("danh-gia/<int:pk>/mo/", views_cycle.open_ready, name="open"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/", views_cycle.organisation, name="organisation"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/cham/", views_sheet.sheet_page, name="sheet"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/cham/<int:evaluation>/", views_sheet.press, name="press"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/buoc/<slug:slug>/", views_step.step, name="step"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/ky/", views_sheet.sign, name="sign"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/phu-trach/", views_cycle.acting, name="acting"),
    path("danh-gia/muc-don-vi/", views_unit_facts.levels, name="unit-levels"),
    path("danh-gia/muc-don-vi/<int:level>/rut/", views_unit_facts.withdraw_level, name="withdraw-unit-level"),
    path("danh-gia/<int:pk>/to-chuc/", views_organisation.organisations, name="organisations"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/", views_organisation.report, name="organisation-report"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/xem/", views_organisation.read, name="organisation-read"),
    path(
        "danh-gia/<int:pk>/to-chuc/<str:code>/tra-lai/",
        views_organisation.give_back,
        name="organisation-give-back",
    ),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/diem/", views_organisation.check, name="organisation-check"),
    path(
        "danh-gia/<int:pk>/to-chuc/<str:code>/khong-thuoc-dien/",
        views_organisation.leave_out,
        name="organisation-leave-out",
    ),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/viec/", views_unit_facts.matters, name="unit-matters"),
    path(
        "danh-gia/<int:pk>/to-chuc/<str:code>/viec/<int:matter>/", views_unit_facts.matter, name="unit-matter"
    ),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/chi-tieu/", views_unit_facts.targets, name="unit-targets"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/cham/", views_recognise.sheet_page, name="organisation-sheet"),
    path(
        "danh-gia/<int:pk>/to-chuc/<str:code>/cham/<str:of>/",
        views_recognise.press,
        name="organisation-press",
    ),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/ky/", views_recognise.sign, name="organisation-sign"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/ty-le/", views_recognise.share, name="organisation-share"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/ket-qua/", views_recognise.result, name="organisation-result"),
    path("danh-gia/<int:pk>/to-chuc/<str:code>/huy/", views_recognise.cancel, name="organisation-cancel"),
    path("danh-gia/<int:pk>/diem/", views_score.periods, name="scores"),
    path("danh-gia/<int:pk>/diem/phieu/<int:score>/", views_score.form, name="score-form"),
    path("danh-gia/<int:pk>/diem/xem/<int:score>/", views_score.score, name="score"),
    path("danh-gia/<int:pk>/diem/mo/<slug:slug>/", views_score_unit.open_period, name="open-period"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/diem/<slug:slug>/", views_score_unit.sheet, name="score-sheet"),
    path(
        "danh-gia/<int:pk>/don-vi/<str:code>/diem/<slug:slug>/xac-nhan/",
        views_score_unit.confirm_all,
        name="confirm-scores",
    ),
    path(
        "danh-gia/<int:pk>/don-vi/<str:code>/diem/<slug:slug>/<int:score>/",
        views_score_unit.press,
        name="press-score",
    ),
    path("quan-tri/bo-quy-tac/", views_rules.rule_sets, name="rule-sets"),
    path("quan-tri/bo-quy-tac/<slug:law>/", views_rules.rule_set, name="rule-set"),
]
