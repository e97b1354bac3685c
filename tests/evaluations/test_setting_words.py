"""Where a reading or a figure isn't settled by the law, the page names the setting that acts."""

from datetime import date

import pytest
from django.urls import reverse

from core import days
from evaluations.law.check import check
from evaluations.law.rule_sets import all_rule_sets, authorities
from evaluations.rule_words import value_words
from evaluations.setting_words import leaned_on, with_settings
from tests.evaluations.rated import make_school
from tests.evaluations.test_petition import SIGNED, signed_school

LAW = "nd90-2020-sd48-2023"


def cap(law: str = LAW) -> dict:
    facts = {
        "subject": "pool", "of": "people", "law": law, "group": "public_employee", "year": 2024,
        "on": "2024-12-10", "good_or_better": 12, "excellent": 1, "adds": 0,
    }  # fmt: skip
    said = check(facts, on=date(2024, 12, 10))
    return next(one for one in said["findings"] if one["rule"] == "excellent-cap")


def test_a_finding_names_its_settings_with_the_values_it_stood_on():
    words = leaned_on(LAW, cap())
    assert words.startswith("theo thiết lập “")
    share = all_rule_sets()[LAW].settings["cap-share"]
    assert f"“{share.title}”: 20" in words and words.count("“") == 4
    later = cap() | {"settings": {"cap-share": "25", "gone": "1"}}
    assert leaned_on(LAW, later) == f"theo thiết lập “{share.title}”: 25; “gone”: 1"
    assert leaned_on(LAW, cap() | {"settings": {}}) == ""


def test_every_reading_has_vietnamese_words_also_one_that_an_authority_chose():
    for law in [*all_rule_sets().values(), *authorities().values()]:
        for setting in law.settings.values():
            for value in (setting.value, *setting.choices):
                assert value_words(value) != value, f"{law.code}: {setting.id}"
    chosen = {"settings": {"petition-count": "working", "month-of-two-posts": "last"}}
    words = leaned_on("nd233-2026", chosen)
    assert "ngày làm việc" in words and words.endswith(": lấy điểm của vị trí sau")


def test_a_step_of_a_score_names_the_settings_of_its_rule():
    steps = [{"rule": "faults", "cite": "Điều 14", "says": "Trừ."}, {"rule": "no-such", "cite": "Điều 1"}]
    found = with_settings("nd335-2025", steps)
    assert "theo thiết lập “Điểm chất lượng" in found[0]["cite"] and found[0]["cite"].startswith("Điều 14; ")
    assert found[1] == steps[1]


@pytest.mark.django_db
def test_the_sheet_names_those_that_act_in_the_cap(client, sign_in):
    cycle, school, head, _ = make_school(6, year=2024)
    sign_in(client, head)
    page = client.get(reverse("evaluations:sheet", args=[cycle.pk, school.periods.get().code])).text
    assert f"“{all_rule_sets()[LAW].settings['cap-rounding'].title}”" in page


@pytest.mark.django_db
def test_the_person_reads_until_when_a_petition_may_be_sent_and_by_which_setting(
    client, sign_in, monkeypatch
):
    cycle, _, user = signed_school(SIGNED)
    monkeypatch.setattr(days, "today", lambda: SIGNED)
    sign_in(client, user)
    page = client.get(reverse("evaluations:my-result", args=[cycle.pk])).text
    assert "chậm nhất ngày 17/12/2024" in page
    assert f"“{all_rule_sets()[LAW].settings['petition-filing-days'].title}”: 5" in page
