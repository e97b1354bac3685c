from django.urls import path

from evaluations import views_rules

app_name = "evaluations"
urlpatterns = [
    path("quan-tri/bo-quy-tac/", views_rules.rule_sets, name="rule-sets"),
    path("quan-tri/bo-quy-tac/<slug:code>/", views_rules.rule_set, name="rule-set"),
]
