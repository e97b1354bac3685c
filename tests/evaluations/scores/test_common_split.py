"""An authority's own split of the 30 common points stands instead of the decree's, wherever form 01 is."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from agencies.enums import Role
from evaluations.authority_rules import adopt, end
from evaluations.enums import PrintFormat
from evaluations.errors import Blocked, EvaluationRefused
from evaluations.forms_authority import choosable
from evaluations.law.check import check
from evaluations.law.errors import RuleFileError
from evaluations.law.rule_sets import all_rule_sets, authorities, load_file
from evaluations.models import PeriodScore
from evaluations.organisations import criteria_set
from evaluations.papers.make import rendered
from evaluations.papers.monitoring_of import monitoring_paper
from evaluations.papers.offices import offices
from evaluations.scores.confirm import confirm
from evaluations.scores.write import copy_last, give_back, parts_of, save
from tests import factories
from tests.evaluations.papers.reading import tables
from tests.evaluations.scores.month import TODAY, make_department, open_month, wrote

FILE = Path(__file__).parent.parent / "common-split.yaml"
TEXT = FILE.read_text(encoding="utf-8")
CODE = "common-split"
OWN = {"A.1": 10, "A.2": 5, "B": 5, "C": 10}
LAST = date(2026, 3, 31)


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setitem(authorities(), CODE, load_file(FILE))
    made = make_department(1, deputy=False)
    made.officer = factories.make_user_in(Role.OFFICER)
    open_month(made)
    return made


def lay_down(office, *, unit=None, code=CODE, first=date(2026, 3, 1)):
    return adopt(
        unit_id=(unit or office.unit).pk, code=code, number="05/QC", decided_on=date(2026, 2, 1),
        first=first, last=None, by=office.officer,
    )  # fmt: skip


@pytest.fixture
def another(monkeypatch, tmp_path) -> str:
    """A set of one criterion that bears all of the points."""
    code = "a-split"
    text = TEXT.replace(CODE, code).replace("{A.1: 10, A.2: 5, B: 5, C: 10}", "{X: 30}")
    table = text[text.index("criteria:") : text.index("rules:")]
    text = text.replace(table, "criteria: [{code: X, title: Mọi tiêu chí, most: 30}]\n")
    file = tmp_path / "a-split.yaml"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setitem(authorities(), code, load_file(file))
    return code


FACTS = {"subject": "person", "group": "civil_servant", "leader": "none", "year": 2026, "on": "2026-12-10"}
FACTS |= {"shares": {"a": "100", "b": "100", "c": "100"}}
WITHIN = {"A.1": "10", "A.2": "5", "B": "5", "C": "9"}


@pytest.mark.parametrize(
    ("parts", "is_held"),
    [
        (WITHIN, False),
        (WITHIN | {"B": "5.5"}, True),
        ({"I.1": "5", "I.2": "5"}, True),
        (WITHIN | {"I.1": "1"}, True),
    ],
)
def test_the_score_stands_on_the_split_and_on_nothing_else(parts, is_held):
    said = check(FACTS | {"common_parts": parts}, on=TODAY, besides=(load_file(FILE),))
    acts = {one["rule"]: one["acts"] for one in said["findings"] if one["rule"].startswith("common")}
    assert acts == {"common-of-the-department": is_held}
    (step,) = [one for one in said["score"]["steps"] if one["term"] == "common"]
    assert step["cite"] == "Điều 3 Quy chế của Sở"


def test_without_the_set_the_decrees_split_holds():
    said = check(FACTS | {"common_parts": WITHIN}, on=TODAY)
    (common,) = [one for one in said["findings"] if one["rule"] == "common"]
    assert common["acts"] and "bảng tiêu chí khác (A.1, A.2, B, C)" in common["says"]


def test_the_form_asks_for_the_points_of_the_split(office, client, sign_in):
    lay_down(office)
    score = office.score("staff-0")
    assert parts_of(score) == OWN
    account = score.person.account = factories.make_user_in(Role.UNIT_CLERK, office.unit)
    score.person.save()
    sign_in(client, account)
    there = reverse("evaluations:score-form", args=[office.cycle.pk, score.pk])
    page = client.get(there).content.decode()
    assert "A. Kỷ luật và kỷ cương" in page and 'name="diem-A.1"' in page
    assert "I.1" not in page and "chia điểm tiêu chí chung 15/5/10" in page
    client.post(there, {"diem-A.1": "9,5", "diem-I.1": "5", "viec-TOTAL_FORMS": 0, "viec-INITIAL_FORMS": 0})
    score.refresh_from_db()
    assert score.own_parts == {"A.1": "9.5"}


def test_points_beyond_the_split_are_refused(office):
    lay_down(office)
    with pytest.raises(EvaluationRefused, match="Tiêu chí B: từ 0 đến 5 điểm, không phải 6"):
        save(score=office.score("staff-0"), parts={"B": "6"}, words={}, rows=None, by=office.officer)


def test_a_score_is_confirmed_and_printed_by_the_split(office):
    lay_down(office)
    wrote(office, "staff-0", less=1)
    confirm(unit_id=office.unit.pk, score_ids=[office.score("staff-0").pk], by=office.director, today=TODAY)
    score = office.score("staff-0")
    assert score.exact == "99"
    here = offices([office.unit.pk], score.ends_on)[office.unit.pk]
    rows = tables(rendered([monitoring_paper(score, here)], PrintFormat.DOCX))[0]
    assert [row[2:4] for row in rows if row[0] in ("A", "1", "2", "B", "C")] == [
        ["15", "14"], ["10", "9"], ["5", "5"], ["5", "5"], ["10", "10"],
    ]  # fmt: skip


def test_what_was_sent_under_the_decrees_split_waits_until_it_is_given_anew(office):
    wrote(office, "staff-0")
    lay_down(office)
    score = office.score("staff-0")
    with pytest.raises(Blocked, match="bảng tiêu chí khác"):
        confirm(unit_id=office.unit.pk, score_ids=[score.pk], by=office.director, today=TODAY)
    give_back(score=score, reason="Chấm theo Quy chế", by=office.director)
    wrote(office, "staff-0")
    confirm(unit_id=office.unit.pk, score_ids=[score.pk], by=office.director, today=TODAY)
    assert set(office.score("staff-0").counted_parts) == set(OWN)


@pytest.mark.parametrize("first", [date(2026, 3, 1), date(2026, 4, 1)])
def test_last_months_points_are_taken_over_under_the_same_split_only(office, first):
    lay_down(office, first=first)
    wrote(office, "staff-0")
    open_month(office, "2026-04")
    score = office.score("staff-0", "2026-04")
    copy_last(score=score, by=office.officer)
    score.refresh_from_db()
    assert bool(score.own_parts) == (first.month == 3)


def test_the_nearer_units_split_holds(office, another):
    """In the order of their codes the other would be the last."""
    lay_down(office, unit=office.province)
    lay_down(office, code=another)
    score = PeriodScore.objects.get(person=office.people["staff-0"], ends_on=LAST)
    assert score.stricter == [CODE, another]
    assert parts_of(score) == {"X": 30}


def test_one_unit_splits_once_a_day(office, another):
    laid = lay_down(office)
    with pytest.raises(EvaluationRefused, match="đã chia điểm tiêu chí chung theo “Quy chế của Sở"):
        lay_down(office, code=another)
    end(laid, last=date(2026, 5, 31), by=office.officer)
    lay_down(office, code=another, first=date(2026, 6, 1))


def test_anybody_reads_the_split_as_a_page(office, client, sign_in):
    sign_in(client, office.director)
    page = client.get(reverse("evaluations:rule-set", args=[CODE])).content.decode()
    assert "Giờ giấc (10 điểm)" in page and "Tiêu chí chung theo Quy chế: … điểm; tối đa 30." in page


def test_it_may_be_laid_down_and_is_not_what_organisations_are_scored_by(office, monkeypatch):
    assert CODE in [one.code for one in choosable()]
    only = {CODE: authorities()[CODE]}
    for code in list(authorities()):
        if code not in only:
            monkeypatch.delitem(authorities(), code)
    assert criteria_set("nd335-2025") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("C: 10}", "C: 9}", 16, "cộng lại được 29 điểm, tối đa ghi 30; NĐ 335/2025 cho 30 điểm"),
        ("most: 30\n", "most: 31\n", 16, "tối đa ghi 31"),
        ("[nd335-2025]", "[nd90-2020]", 6, "“nd90-2020” không có điểm tiêu chí chung để chia lại"),
        ("C: 10}", "D: 10}", 13, "không có điểm của tiêu chí “C”"),
        ("title: Năng lực, most: 5", "title: Năng lực, most: 6", 12, "“B” được 5 điểm"),
        ("kỷ cương, most: 15", "kỷ cương, most: 10", 9, "“A” được 15 điểm"),
        ("title: Năng lực, ", "", 12, "thiếu “title”"),
        ("code: B,", "code: 2,", 12, "“code” phải là chữ (có thể đặt trong dấu nháy)"),
        ("  - {code: B, title: Năng lực, most: 5, at: 3.2}\n", "", 8, "bảng tiêu chí chung thiếu: B"),
        ("    at: 3\n", "    at: 3\n    for: {rated_as: leader}\n", 16, "bỏ “for”"),
        ("kind: common_criteria", "kind: common_criterion", 17, "không có loại quy tắc"),
        (TEXT[TEXT.index("rules:") :], "", 8, "thiếu quy tắc “common_criteria”"),
        (
            TEXT[TEXT.index("rules:") :],
            TEXT[TEXT.index("rules:") :]
            + TEXT[TEXT.index("  - id:") :].replace("of-the-department", "again"),
            25,
            "chỉ ghi một lần",
        ),
    ],
)
def test_a_file_that_splits_wrongly_is_refused_with_its_line(tmp_path, old, new, line, sentence):
    assert TEXT.count(old) == 1
    file = tmp_path / "thu.yaml"
    file.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_file(file)
    assert sentence in refused.value.sentence
    assert f"dòng {line}" in refused.value.sentence


def test_the_decree_itself_stays_as_it_is():
    law = all_rule_sets()["nd335-2025"]
    assert law.under(load_file(FILE)).split[0]["code"] == "A"
    assert law.split[0]["code"] == "I"
