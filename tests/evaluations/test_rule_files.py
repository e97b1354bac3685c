"""A rule file that is wrong is refused with its line; the documents say what the files say."""

import ast
import functools
import json
import operator
import random
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from evaluations.law.clause_table import FOLDER as CLAUSES
from evaluations.law.clause_table import markdown, table
from evaluations.law.errors import RuleFileError
from evaluations.law.kinds import KINDS
from evaluations.law.lined import read
from evaluations.law.numbers import score_shown, shown
from evaluations.law.rule_sets import FOLDER, all_rule_sets, authorities, load, load_file
from evaluations.rule_words import KIND_WORDS

ROOT = Path(settings.ROOT)
FACT_PARAMETERS = ("fact", "base", "full", "half", "chosen", "since", "done", "flag")
HEAD = "code: thu\ntitle: Thử\nshort: Thử\nstate: official\n"
RULE = """rules:
  - id: mot
    kind: share_at_least
    subject: person
    levels: [GOOD]
    fact: tasks.done
    base: tasks.all
    value: 100
    at: 9.1.b
    says: "{n}/{of} ({share}); cần {value} %."
"""

CHAIN = """rules:
  - id: hai
    kind: chain
    places: [employing_head]
    steps: [decision]
    at: 21.1
    says: "{place}: {steps}."
"""
TERM = """rules:
  - id: ba
    kind: deadline
    subject: cycle
    since: result_on
    done: synced_on
    days: 3
    count: calendar
    at: 26.1.d
    says: "{term}: {due}; {done}."
"""


CAP = """rules:
  - id: bon
    kind: quota_share
    level: EXCELLENT
    share: 20
    base: good
    rounding: down
    at: 20.5.a
    says: "{arithmetic}"
"""
UPWARDS = """settings:
  cap-rounding:
    mark: d
    value: upwards
    title: Làm tròn
"""
UP = UPWARDS.replace("upwards", "up")
WHO = """rules:
  - id: nam
    kind: who_may
    act: [rate]
    places: [employing_staff]
    by: employing_head
    at: 10.2
    says: "{by}"
"""
WINDOW = """rules:
  - id: sau
    kind: rating_window
    before: "12-15"
    at: 19.2
    says: "{closes}"
"""
PAPER = """rules:
  - id: bay
    kind: document_needed
    act: [rate]
    document: minutes
    at: 21.1
    says: "{document}"
"""
MET = (
    RULE
    + """  - id: tam
    kind: treated_as_met
    subject: person
    base: units_under.all
    reading: met
    rules: [mot]
    at: 8.2
    says: Coi là đạt.
"""
)
EVERYTHING = """note: Một bộ quy tắc có đủ mọi phần.
applies:
  - {groups: [civil_servant], from: 2026-01-01, until: 2027-01-01, setting: days}
settings:
  days: {mark: m, title: Số ngày, value: 5, choices: [5, 10]}
criteria:
  - {code: I.1, title: Phẩm chất, most: 2.5, at: PL1.1}
forms:
  - {code: "02", paper: words, title: Phiếu, groups: [civil_servant], footnotes: [c],
     questions: [{code: a, title: b}]}
rules:
  - id: mot
    kind: share_at_least
    for: {rated_as: leader}
    unless: [force_majeure]
    subject: person
    levels: [GOOD]
    fact: tasks.done
    base: tasks.all
    value: 100
    of: Nghị định
    also: Quy định
    mark: m
    from: 2026-01-01
    until: 2027-01-01
    at: {civil_servant: 9.1.b}
    says: "{n}/{of}"
  - {id: hai, kind: common_criteria, subject: person, fact: common, label: a, most: 30,
     parts: {I.1: 5}, at: 12, says: b}
  - {id: ba, kind: deadline, subject: petition, since: a, done: b, days: {setting: days},
     count: working, at: 26, says: c}
"""


def test_the_rule_sets_of_the_repository_load():
    assert {law.code for law in all_rule_sets().values() if law.applies} == {
        "nd90-2020", "nd90-2020-sd48-2023", "nd335-2025", "nd233-2026",
    }  # fmt: skip
    assert authorities()
    assert all_rule_sets()["nd233-2026"].is_draft
    assert not all_rule_sets()["nd335-2025"].is_draft


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("code: [", 1, "không đọc được YAML"),
        ("- một", 1, "phải là một bảng"),
        (HEAD + "code: hai\n", 5, "ghi hai lần"),
        (HEAD + "mau: 1\n", 5, "không có khóa “mau”"),
        (HEAD.replace("official", "xong"), 4, "“state” có “xong”; phải là một trong: official, draft"),
        (HEAD + RULE.replace("share_at_least", "share_at_best"), 7, "không có loại quy tắc “share_at_best”"),
        (HEAD + RULE.replace("    value: 100\n", ""), 6, "thiếu “value”"),
        (HEAD + RULE.replace("value: 100", "value: nhiều"), 12, "phải là một số"),
        (HEAD + RULE.replace("[GOOD]", "[TỐT]"), 9, "“TỐT” không phải là một mức"),
        (HEAD + RULE.replace("9.1.b", "chín"), 13, "không phải là điều, khoản, điểm"),
        (HEAD + RULE.replace("    at: 9.1.b\n", ""), 6, "thiếu căn cứ"),
        (HEAD + RULE.replace("{share}", "{tỷ lệ}"), 14, "câu có chỗ trống không điền được"),
        (HEAD + RULE.replace("value: 100", "value: {setting: muc}"), 12, "không có thiết lập “muc”"),
        (HEAD + RULE.replace("    subject: person\n", ""), 6, "thiếu “subject”"),
        (HEAD + RULE.replace("fact:", "fakt:"), 10, "không có khóa “fakt”"),
        (HEAD + RULE + RULE.removeprefix("rules:\n"), 15, "ghi hai lần"),
        (HEAD + RULE + "    until: mai\n", 15, "“until” phải là một ngày"),
        (HEAD + RULE + "    from: 2026-01-01\n    until: 2026-01-01\n", 16, "“until” phải sau “from”"),
        (HEAD + "extends: khong-co\n", 5, "không có bộ quy tắc “khong-co”"),
        (HEAD + "extends: thu\n", 5, "không có bộ quy tắc “thu”"),
        (HEAD + "rules: mot\n", 5, "“rules” phải là một danh sách các bảng"),
        (HEAD + "rules: [mot]\n", 5, "“rules” phải là một danh sách các bảng"),
        (HEAD + "settings: {a: 1}\n", 5, "“settings” phải là một bảng của các bảng"),
        (
            HEAD + "on_top_of: [nd335-2025]\n" + CHAIN,
            7,
            "không hỏi quy định của cấp có thẩm quyền về loại “chain”",
        ),
        (HEAD + "on_top_of: [nd335-2025]\n" + TERM, 7, "về loại “deadline”"),
        (HEAD + RULE.replace("kind: share_at_least", "kind: [x]"), 7, "“kind” phải là chữ"),
        (HEAD + RULE + "    unless: 5\n", 15, "“unless” phải là một danh sách chữ"),
        (HEAD + RULE + "    unless: abc\n", 15, "“unless” phải là một danh sách chữ"),
        (HEAD + RULE + "    from: 2026-13-45\n", 15, "không đọc được giá trị “2026-13-45”"),
        (HEAD + RULE + "    also: !!python/name:os.system x\n", 15, "không đọc được giá trị"),
        (HEAD + RULE.replace('"{n}/{of} ({share}); cần {value} %."', "5"), 14, "“says” phải là chữ"),
        (HEAD + RULE + "    for: {rank: head}\n", 15, "“for” không hỏi được dữ kiện “rank”"),
        (HEAD + RULE + "    for: {leader: chief}\n", 15, "“leader” có “chief”; phải là một trong: head"),
        (HEAD + CAP.replace("base: good", "base: goood"), 10, "“base” có “goood”; phải là một trong: good"),
        (HEAD + CAP.replace("rounding: down", "rounding: upwards"), 11, "“rounding” có “upwards”"),
        (
            HEAD + CAP.replace("rounding: down", "rounding: {setting: cap-rounding}") + UPWARDS,
            17,
            "“rounding” có “upwards”; phải là một trong: down, up",
        ),
        (HEAD + CHAIN.replace("employing_head", "head"), 8, "“places” có “head”; phải là một trong"),
        (HEAD + CHAIN.replace("decision", "decide"), 9, "“steps” có “decide”; phải là một trong"),
        (HEAD + TERM.replace("calendar", "work"), 12, "“count” có “work”; phải là một trong: working"),
        (HEAD + WHO.replace("employing_head", "boss"), 10, "“by” có “boss”; phải là một trong"),
        (HEAD + WHO.replace("[rate]", "[rat]"), 8, "“act” có “rat”; phải là một trong: monitor"),
        (HEAD + WINDOW.replace("12-15", "13-45"), 8, "“before” có “13-45”"),
        (HEAD + PAPER.replace("minutes", "minuets"), 9, "“document” có “minuets”; phải là một trong"),
        (HEAD + "on_top_of: [nd335]\n" + RULE, 5, "không có bộ quy tắc “nd335” để quy định thêm"),
        (HEAD + "on_top_of: nd335-2025\n" + RULE, 5, "“on_top_of” phải là một danh sách chữ"),
        (HEAD + "on_top_of: [nd335-2025]\n" + UPWARDS, 9, "“cap-rounding” là “upwards”; luật cho chọn"),
        (
            HEAD + "on_top_of: [nd90-2020]\n" + UPWARDS.replace("cap-rounding", "petition-filing-days"),
            9,
            "phải cùng loại với “5”",
        ),
        (
            HEAD + "on_top_of: [nd335-2025]\n" + UPWARDS.replace("cap-rounding", "cap-rouding"),
            7,
            "không quy tắc nào dùng thiết lập “cap-rouding”",
        ),
        (HEAD + "criteria:\n  - {code: 1, title: a}\n", 6, "“code” phải là chữ"),
        (HEAD + "applies:\n  - {groups: [ai], from: 2026-01-01}\n", 6, "“groups” có “ai”"),
        (HEAD + MET.replace("[mot]", "[hai]"), 15, "không có quy tắc “hai”"),
        ("? [a]\n: 1\n", 1, "khóa phải là một chữ"),
    ],
)
def test_a_mistake_is_named_by_its_line(tmp_path, text, line, sentence):
    file = tmp_path / "thu.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_file(file)
    assert sentence in refused.value.sentence
    assert refused.value.line == line


@pytest.mark.parametrize("text", [CAP, CHAIN, TERM, WHO, WINDOW, PAPER, MET, EVERYTHING])
def test_each_of_these_files_loads_without_its_mistake(tmp_path, text):
    file = tmp_path / "thu.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    assert load_file(file).rules


@pytest.mark.parametrize("text", [HEAD + EVERYTHING, HEAD + "on_top_of: [nd335-2025]\n" + CAP + UP])
def test_whatever_stands_in_a_file_it_loads_or_is_refused_with_a_line_never_a_crash(tmp_path, text):
    """Each thing that a file says in turn gives way to something that doesn't belong there, or is missing."""
    file, refused, chance = tmp_path / "thu.yaml", 0, random.Random(7)
    for way in _ways(yaml.safe_load(text)):
        for junk in (LEFT_OUT, *chance.sample(JUNK, 3)):
            said = yaml.safe_load(text)
            inner = functools.reduce(operator.getitem, way[:-1], said)
            if junk is LEFT_OUT:
                del inner[way[-1]]
            else:
                inner[way[-1]] = junk
            file.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
            try:
                load_file(file)
            except RuleFileError as error:
                refused += 1
                assert error.line >= 1
    assert refused > 50


LEFT_OUT = object()
JUNK = (None, True, 5, 1.5, "", "x", "{x}", "{n.y}", [], ["x"], [5], [["x"]], {}, {"x": 1},
        {"setting": "x"}, {"setting": ["x"]}, date(2026, 1, 1))  # fmt: skip


def _ways(value, way=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in items:
        yield (*way, key)
        yield from _ways(below, (*way, key))


def test_the_same_file_without_a_mistake_loads(tmp_path):
    file = tmp_path / "thu.yaml"
    file.write_text(HEAD + RULE, encoding="utf-8")
    assert load_file(file).rules[0].value == Fraction(100)


def test_a_code_may_stand_in_one_file_only(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
    with pytest.raises(RuleFileError, match="đã có ở tệp khác"):
        load([tmp_path / "a.yaml", tmp_path / "b.yaml"])


# Arithmetic, rounding, percent, the calendar: the only numbers that the code of the law may know by itself.
NEUTRAL = {0, 1, 2, 3, 5, 10, 12, 28, 29, 30, 100, 200, 1900, 2201}


def test_nothing_but_the_files_holds_figures_of_the_law():
    found = {
        f"{path.name}:{node.lineno}: {node.value}"
        for path in (ROOT / "evaluations" / "law").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in NEUTRAL
    }
    assert found == set()


def test_every_kind_is_used_and_has_its_words():
    used = {rule.kind for law in [*all_rule_sets().values(), *authorities().values()] for rule in law.rules}
    assert used == set(KINDS) == set(KIND_WORDS)


def test_every_clause_of_decree_335_is_carried_or_explained():
    rows = table(all_rule_sets()["nd335-2025"])
    places = [one.clause.place for one in rows]
    assert places[0] == "2" and {"24.3", "26.1.d", "28.2"} <= set(places) and "25" not in places
    for one in rows:
        below = any(place.startswith(f"{one.clause.place}.") for place in places)
        assert not one.is_heading or below, f"{one.clause.place} is carried by nothing"
        # A rule may lean on a clause that a paper carries; what rules carry needs no excuse.
        carries = one.means in ("", "page", "paper")
        assert not one.rules or carries, f"{one.clause.place} is carried by a rule and explained besides"
    explained = read(CLAUSES / "nd335-2025.yaml")["clauses"]
    assert set(explained) <= set(places)
    assert [place for place, said in explained.items() if len(said) != 1 or not all(said.values())] == []


def test_the_documented_table_is_the_one_of_the_files():
    assert (ROOT / "docs" / "law" / "clauses-335.md").read_text(encoding="utf-8") == markdown(
        all_rule_sets()["nd335-2025"]
    )


def test_every_fact_that_a_rule_reads_is_described():
    text = (ROOT / "docs" / "check-rules.md").read_text(encoding="utf-8")
    for law in all_rule_sets().values():
        for rule in law.rules:
            params = rule.params
            names = [params[key] for key in FACT_PARAMETERS if isinstance(params.get(key), str)]
            for name in [*names, *rule.when, *rule.unless]:
                assert f"`{name}`" in text, (
                    f"{law.code}: {rule.id} reads “{name}”, which docs/check-rules.md lacks"
                )


def test_examples_in_the_documents_are_golden_facts():
    text = (ROOT / "docs" / "check-rules.md").read_text(encoding="utf-8")
    blocks = text.split("```json\n")[1:]
    assert blocks
    for block in blocks:
        assert "subject" in json.loads(block.split("```")[0])


@pytest.mark.parametrize(
    ("value", "words"),
    [("23.333", "23,33"), ("6", "6"), ("0.005", "0,01"), ("68.25", "68,25"), ("-1.5", "-1,5")],
)
def test_numbers_are_written_with_a_comma(value, words):
    assert shown(Fraction(value)) == words


def test_rounding_never_lifts_a_score_onto_a_bound():
    bounds = [Fraction(90)]
    assert score_shown(Fraction("89.996"), bounds) == "89,99"
    assert score_shown(Fraction("89.994"), bounds) == "89,99"
    assert score_shown(Fraction("90"), bounds) == "90,00"
    assert score_shown(Fraction("68.8333"), bounds) == "68,83"


def test_the_folder_holds_nothing_that_is_not_read():
    known = {"common", *(law.code for law in all_rule_sets().values())}
    assert {path.stem for path in FOLDER.glob("*.yaml")} == known
