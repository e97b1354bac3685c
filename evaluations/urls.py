from django.urls import path

from evaluations import (
    views_cycle,
    views_mine,
    views_papers,
    views_petition,
    views_result,
    views_rules,
    views_self,
    views_sheet,
    views_step,
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
    path("danh-gia/<int:pk>/don-vi/<str:code>/giay-to/", views_papers.unit_papers, name="papers"),
    path(
        "danh-gia/<int:pk>/don-vi/<str:code>/giay-to/<slug:paper>.<slug:format>",
        views_papers.of_unit,
        name="unit-paper",
    ),
    path("danh-gia/<int:pk>/giay-to/<int:printout>/", views_papers.printout, name="printout"),
    path(
        "danh-gia/<int:pk>/phieu/<int:evaluation>/<slug:paper>.<slug:format>",
        views_papers.person_paper,
        name="paper",
    ),
    path(
        "danh-gia/<int:pk>/phieu-theo-doi/<int:score>.<slug:format>",
        views_papers.monitoring_form,
        name="monitoring-form",
    ),
    path("danh-gia/<int:pk>/quyet-dinh/<int:decision>.<slug:format>", views_papers.decision, name="decision"),
    path("danh-gia/<int:pk>/ho-so/<int:evaluation>.zip", views_papers.electronic_file, name="file"),
    path("quan-tri/bo-quy-tac/", views_rules.rule_sets, name="rule-sets"),
    path("quan-tri/bo-quy-tac/<slug:law>/", views_rules.rule_set, name="rule-set"),
]
