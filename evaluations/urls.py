from django.urls import path

from evaluations import views_cycle, views_mine, views_rules

app_name = "evaluations"
urlpatterns = [
    path("danh-gia/", views_cycle.cycles, name="cycles"),
    path("danh-gia/moi/", views_cycle.new, name="new-cycle"),
    path("danh-gia/ai-danh-gia-toi/", views_mine.who_evaluates_me, name="who-evaluates-me"),
    path("danh-gia/<int:pk>/", views_cycle.cycle, name="cycle"),
    path("danh-gia/<int:pk>/mo/", views_cycle.open_ready, name="open"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/", views_cycle.organisation, name="organisation"),
    path("danh-gia/<int:pk>/don-vi/<str:code>/phu-trach/", views_cycle.acting, name="acting"),
    path("quan-tri/bo-quy-tac/", views_rules.rule_sets, name="rule-sets"),
    path("quan-tri/bo-quy-tac/<slug:law>/", views_rules.rule_set, name="rule-set"),
]
