"""Every golden case of the law, as a file of facts, through ``manage.py check_rules``."""

import contextlib
import copy
import functools
import json
import operator
import random
from collections import defaultdict
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations.law.check import check, complete, rule_set_of
from evaluations.law.errors import FactsError
from evaluations.law.facts import Facts
from evaluations.law.rule_sets import RuleSet, all_rule_sets, authorities
from evaluations.law.rules import Case, Rule
from evaluations.law.verdict import verdict
from tests.evaluations.cases import FOLDER, GOLDEN, CaseOfLaw, all_cases, differences

ON = date(2026, 12, 10)
PERSON = {"subject": "person", "group": "civil_servant", "year": 2026}
NO_YEAR = {"subject": "person", "group": "civil_servant", "on": "2026-12-10"}
POOL = {"subject": "pool", "group": "civil_servant", "year": 2026, "of": "people"}
DATABASE = {"subject": "cycle", "group": "civil_servant", "year": 2026}
ACT = {"subject": "act", "group": "civil_servant", "act": "rate", "ratee": {"place": "employing_staff"}}


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_the_law_says_of_the_case_what_it_should(case, tmp_path):
    assert differences(case.expect, checked(case.facts, tmp_path)) == []


def test_a_file_of_cases_goes_through_the_door_as_it_is(tmp_path):
    for file in sorted((FOLDER / "golden").glob("*.json"))[:3]:
        out = StringIO()
        call_command("check_rules", str(file), "--on", f"{ON}", stdout=out)
        for said, case in zip(json.loads(out.getvalue()), json.loads(file.read_text()), strict=True):
            assert (said["note"], said["expect"]) == (case["note"], case["expect"])
            assert differences(case["expect"], said["verdict"]) == []
    wrong = tmp_path / "wrong.json"
    for text in ('[{"note": "no facts"}]', "[1]"):
        wrong.write_text(text)
        with pytest.raises(CommandError, match="facts"):
            call_command("check_rules", str(wrong))


def test_every_golden_case_of_the_reference_has_its_file():
    assert {path.stem for path in (FOLDER / "golden").glob("*.json")} == {
        f"{number:02d}" for number in GOLDEN
    }


def test_every_rule_has_a_case_on_each_side():
    sides = defaultdict(set)
    for case in all_cases():
        law, _, said = judged(case)
        for finding in said["findings"]:
            sides[_key(law, finding["rule"])].add(finding["acts"])
    assert [key for key in every_rule() if sides[key] != {True, False}] == []


def test_every_place_at_which_a_rule_stands_is_cited_by_some_case():
    cited = {finding["cite"] for case in all_cases() for finding in judged(case)[2]["findings"]}
    missing = [
        (rule.id, family)
        for rule in every_rule().values()
        for family in rule.at
        if family and rule.citation(Facts({"group": family})) not in cited
    ]
    assert missing == []


def test_switching_off_any_rule_changes_the_level_the_score_or_what_is_cited():
    """The mutation test: a rule that no case would miss isn't held by any."""
    cases = defaultdict(list)
    for case in all_cases():
        law, facts, said = judged(case)
        for finding in said["findings"]:
            cases[_key(law, finding["rule"])].append((law, facts, said))
    unmissed = [
        rule.id
        for key, rule in every_rule().items()
        if all(
            outcome(verdict(Case(facts=facts, law=law.without(rule.id)))) == outcome(said)
            for law, facts, said in cases[key]
        )
    ]
    assert unmissed == []


def test_two_laws_stand_side_by_side_in_2026():
    def law(group: str, on: str) -> str:
        return rule_set_of(Facts({"subject": "act", "group": group, "on": on})).code

    assert law("civil_servant", "2025-12-31") == "nd90-2020-sd48-2023"
    assert law("civil_servant", "2026-01-01") == "nd335-2025"
    assert law("public_employee", "2026-06-30") == "nd90-2020-sd48-2023"
    assert law("public_employee", "2026-07-01") == "nd233-2026"
    assert law("commune_official", "2026-07-01") == "nd90-2020-sd48-2023"
    assert law("civil_servant", "2023-09-14") == "nd90-2020"


def test_a_rating_of_2025_signed_in_january_2026_is_by_the_law_of_2025_its_signer_by_the_law_of_the_act():
    rating = {"subject": "person", "group": "civil_servant", "year": 2025, "on": "2026-01-10"}
    act = {"subject": "act", "group": "civil_servant", "year": 2025, "on": "2026-01-10"}
    assert rule_set_of(Facts(complete(rating, ON))).code == "nd90-2020-sd48-2023"
    assert rule_set_of(Facts(complete(act, ON))).code == "nd335-2025"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ([], "Dữ kiện phải là một đối tượng JSON."),
        ({"subject": "pool", "group": "khac"}, "“group” là 'khac'; chỉ nhận"),
        ({"subject": "person", "group": "civil_servant", "year": "hai nghìn"}, "“year” phải là một số"),
        (
            {"subject": "person", "group": "civil_servant", "on": "2019-05-01", "year": 2019},
            "chưa có quy định",
        ),
        (
            {"subject": "person", "group": "civil_servant", "year": 2026, "score": "chín"},
            "“score” phải là một số",
        ),
        ({"subject": "petition", "group": "civil_servant", "received_on": "14/12/2026"}, "dạng NNNN-TT-NN"),
        (
            {"subject": "person", "group": "civil_servant", "year": 2026, "products": [{"assigned": -1}]},
            "không được âm",
        ),
        (PERSON | {"score": "1e99999999"}, "“score” phải là một số"),
        (PERSON | {"year": 9999}, "“year” phải từ 1900 đến 2200, không phải 9999"),
        (PERSON | {"year": 2026.5}, "“year” phải là một số nguyên"),
        (DATABASE | {"result_on": "9999-12-30"}, "năm từ 1900 đến 2200, không phải “9999-12-30”"),
        (PERSON | {"period": {"from": "2026-01-01"}, "service": [{}]}, "Thiếu dữ kiện “period.to”"),
        (PERSON | {"period": {"from": "2026-12-31", "to": "2026-01-01"}, "service": []}, "ngày cuối trước"),
        (NO_YEAR | {"disciplines": [{"effective_on": "2026-03-01"}]}, "Thiếu dữ kiện “period.from”"),
        (
            NO_YEAR
            | {"period": {"from": "2026-01-01", "to": "2026-12-31"}, "disciplines": [{"counted_in": 2025}]},
            "Thiếu dữ kiện “year”",
        ),
        (
            PERSON | {"months": [{"month": 1, "parts": [{"score": 90, "days": 0}]}]},
            "từ 1 trở lên, không phải 0",
        ),
        (PERSON | {"score": 150}, "“score” là 150; điểm không quá 100"),
        (PERSON | {"score": "-0,5"}, "“score” là -0,5; điểm không được âm"),
        (PERSON | {"months": [{"month": 1, "score": -5}]}, "“score” là -5; điểm không được âm"),
        (PERSON | {"products": [{"assigned": 1, "delays": -1}]}, r"(delays\) không được âm"),
        (PERSON | {"months": [{"month": 1, "score": "100,5"}]}, "“score” là 100,5; điểm không quá 100"),
        (PERSON | {"months": [{"month": 13, "score": 90}]}, "Tháng phải từ 1 đến 12, không phải 13"),
        (PERSON | {"months": [{"month": 3, "score": 90}, {"month": 3, "score": 95}]}, "Tháng 3 ghi hai lần"),
        (PERSON | {"common_parts": [5, 5]}, "“common_parts” phải là một bảng"),
        (PERSON | {"leader": "head", "shares": {"d": 70}}, "“shares.d” là 70; chỉ nhận: 100, 50"),
        (
            PERSON | {"leader": "head", "leading": {"uniting": {"percent": 75, "reason": "x"}}},
            "“leading.uniting.percent” là 75; chỉ nhận: 100, 50",
        ),
        (POOL | {"good_or_better": 10.5}, "“good_or_better” phải là một số nguyên"),
        (POOL | {"good_or_better": 10, "adds": -1}, "“adds” phải từ 0 trở lên, không phải -1"),
        (ACT | {"act": "rat"}, "“act” là 'rat'; chỉ nhận: monitor, rate, meet"),
        (ACT | {"act": None}, "Thiếu dữ kiện “act”; nhận một trong: monitor, rate, meet"),
        (ACT | {"ratee": {}}, "Thiếu dữ kiện “ratee.place”; nhận một trong: employing_head"),
        (ACT | {"ratee": {"place": "head"}}, "“ratee.place” là 'head'; chỉ nhận: employing_head"),
        (ACT | {"actor": {"role": "head"}}, "“actor.role” là 'head'; chỉ nhận: managing_head"),
        (ACT | {"decides": "BEST"}, "“decides” là 'BEST'; chỉ nhận: EXCELLENT, GOOD, FULFILLED"),
        (ACT | {"act": "meet"}, "Thiếu dữ kiện “unit.has_divisions”"),
        (ACT | {"law": "nd335-2025", "group": None}, "Thiếu dữ kiện “group”"),
        ({"subject": "pool", "group": "civil_servant"}, "Thiếu dữ kiện “of”; nhận một trong: people"),
        ({"subject": "pool", "group": "civil_servant", "of": "all"}, "“of” là 'all'; chỉ nhận: people"),
        ({"subject": "petition", "group": "civil_servant", "about": "rat"}, "“about” là 'rat'; chỉ nhận"),
        (PERSON | {"leader": "chief"}, "“leader” là 'chief'; chỉ nhận: head, deputy, none"),
        (PERSON | {"scored": "month"}, "“scored” là 'month'; chỉ nhận: quarter, half_year"),
        (PERSON | {"service": [{}], "leave": [{"kind": "ill"}]}, "“kind” là 'ill'; chỉ nhận: maternity"),
        (
            {"subject": "cycle", "group": "civil_servant", "ratee": {"place": "head"}},
            "“ratee.place” là 'head'; chỉ nhận",
        ),
    ],
)
def test_facts_that_cannot_be_judged_are_answered_with_a_sentence(facts, sentence, tmp_path):
    with pytest.raises(CommandError, match=sentence.replace("(", r"\(")):
        checked(facts, tmp_path)


def test_whatever_stands_where_a_fact_should_is_judged_or_answered_with_a_sentence_never_a_crash():
    """Each fact of each case in turn gives way to something that doesn't belong there."""
    chance = random.Random(7)
    for case in all_cases():
        for path in _paths(case.facts):
            facts = copy.deepcopy(case.facts)
            *way, last = path
            functools.reduce(operator.getitem, way, facts)[last] = chance.choice(JUNK)
            with contextlib.suppress(FactsError):
                json.dumps(check(facts, on=ON))


def test_whatever_fact_is_missing_the_rest_is_judged_or_answered_with_a_sentence_never_a_crash():
    """Each fact of each case in turn is left out; of lists of like rows only those of the first two."""
    for case in all_cases():
        for path in _paths(case.facts):
            if any(step not in (0, 1) for step in path if isinstance(step, int)):
                continue
            facts = copy.deepcopy(case.facts)
            *way, last = path
            del functools.reduce(operator.getitem, way, facts)[last]
            with contextlib.suppress(FactsError):
                json.dumps(check(facts, on=ON))


JUNK = [None, True, -1, "", "x", "2026-13-40", "31/12", [], ["x"], [1], {}, {"a": 1}, [{}], 10**9, 1.5, "1/0",
        "9999-12-30", "0001-01-01", 9999, 0, -100, "1e99999999"]  # fmt: skip


def _paths(value, way=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield (*way, key)
        yield from _paths(below, (*way, key))


def test_a_stricter_set_of_an_authority_can_be_laid_on_top(tmp_path):
    stricter = tmp_path / "truong.yaml"
    stricter.write_text(
        """
code: truong-hoc
title: Quy chế của trường
short: Quy chế
state: official
authority: Trường
on_top_of: [nd233-2026]
rules:
  - id: hours
    kind: share_at_least
    subject: person
    levels: [EXCELLENT]
    fact: hours.taught
    base: hours.norm
    value: 100
    at: 5
    says: "{n}/{of} tiết ({share}); cần {value} %."
""",
        encoding="utf-8",
    )
    facts = {"subject": "person", "group": "public_employee", "year": 2026, "score": "93"}
    facts |= {"hours": {"taught": 600, "norm": 610}}
    assert checked(facts, tmp_path)["level"] == "EXCELLENT"
    said = checked(facts, tmp_path, besides=[str(stricter)])
    assert said["levels"]["EXCELLENT"]["by"] == ["hours"]
    assert said["law"]["layers"] == ["Quy chế của trường"]


def test_a_share_beyond_100_makes_up_for_another_unless_an_authority_caps_each(tmp_path):
    """a = b = 110, c = 90: 103.33 % of 70 are capped at 70; each capped they are 96.67 % of 70."""
    each = tmp_path / "tung.yaml"
    each.write_text(
        """
code: tung-ty-le
title: Từng tỷ lệ
short: Từng tỷ lệ
state: official
authority: Tỉnh
on_top_of: [nd335-2025]
settings:
  result-cap: {mark: d, title: Tỷ lệ, value: each_share, choices: [whole, each_share]}
""",
        encoding="utf-8",
    )
    rows = [{"assigned": 10, "done": 10, "delays": 8}, {"done": 1, "taken_over": True}]
    facts = PERSON | {"common": 20, "products": rows}
    assert checked(facts, tmp_path)["score"]["value"] == "90,00"
    said = checked(facts, tmp_path, besides=[str(each)])
    assert (said["score"]["exact"], said["settings"].count("result-cap")) == ("263/3", 1)
    assert "mỗi tỷ lệ tính tối đa 100 %" in str(said["score"]["steps"])
    most = next(one for one in said["findings"] if one["rule"] == "result-most")
    assert most["acts"] and most["settings"] == {"result-cap": "each_share"}


def test_the_whole_holds_also_where_only_its_groups_are_told(tmp_path):
    """Rounded up two groups of 3 bear one each (3 ÷ 6), the whole of 6 one (6 ÷ 6)."""
    up = tmp_path / "len.yaml"
    up.write_text(
        """
code: lam-tron-len
title: Làm tròn lên
short: Làm tròn lên
state: official
authority: Tỉnh
on_top_of: [nd335-2025]
settings:
  cap-rounding: {mark: d, title: Làm tròn, value: up, choices: [down, up]}
""",
        encoding="utf-8",
    )
    groups = [{"name": name, "good_or_better": 3, "adds": 1} for name in ("A", "B")]
    said = checked(POOL | {"groups": groups}, tmp_path, besides=[str(up)])
    assert (said["most"], said["permitted"]) == (1, False)
    assert checked(POOL | {"groups": groups[:1]}, tmp_path, besides=[str(up)])["permitted"]


def checked(facts, tmp_path, besides=()) -> dict:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    out = StringIO()
    call_command("check_rules", str(file), on=f"{ON:%d/%m/%Y}", besides=list(besides), stdout=out)
    return json.loads(out.getvalue())


def judged(case: CaseOfLaw) -> tuple[RuleSet, Facts, dict]:
    facts = Facts(complete(case.facts, ON))
    law = rule_set_of(facts)
    return law, facts, verdict(Case(facts=facts, law=law))


def every_rule() -> dict[tuple[str, str], Rule]:
    """By the file in which it stands: a rule that a later decree takes over counts once."""
    found: dict[tuple[str, str], Rule] = {}
    for law in [*all_rule_sets().values(), *authorities().values()]:
        for rule in law.rules:
            found.setdefault((rule.origin, rule.id), rule)
    return found


def _key(law: RuleSet, rule_id: str) -> tuple[str, str]:
    return next((rule.origin, rule.id) for rule in law.rules if rule.id == rule_id)


def outcome(said: dict) -> tuple:
    """What must change where a rule that matters is switched off."""
    acting = frozenset((one["rule"], one["cite"]) for one in said["findings"] if one["acts"])
    keys = ("level", "outcome", "score", "most", "permitted", "who", "due", "steps")
    return (*(json.dumps(said.get(key)) for key in keys), acting)
