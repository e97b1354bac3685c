"""Which rule, page or paper carries each clause of a decree, or why none does."""

from dataclasses import dataclass
from pathlib import Path

from evaluations.law import cite, lined
from evaluations.law.rule_sets import RuleSet
from evaluations.law.rules import Rule
from evaluations.law.text import Clause, clauses

FOLDER = Path(__file__).parent.parent / "rules" / "clauses"
MEANS = {"page": "trang", "paper": "mẫu phiếu", "data": "dữ liệu", "none": "không cần", "later": "chưa làm"}


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A clause with the rules that stand at it, or the word on what else carries it."""

    clause: Clause
    rules: tuple[Rule, ...]
    means: str = ""
    sentence: str = ""

    @property
    def is_heading(self) -> bool:
        """Nothing of its own: its clauses or letters are carried."""
        return not self.rules and not self.means


def table(law: RuleSet) -> list[Carried]:
    """Every clause within the articles that the file of clauses names, in the order of the text."""
    said = lined.read(FOLDER / f"{law.code}.yaml")
    first, last = said["articles"]
    at: dict[str, list[Rule]] = {}
    for rule in law.rules:
        if not rule.of:
            for place in {place for places in rule.at.values() for place in places}:
                at.setdefault(place, []).append(rule)
    found = []
    for clause in clauses(law.code):
        article = int(clause.place.split(".")[0])
        if first <= article <= last or clause.place in said["also"]:
            means, sentence = next(iter(said["clauses"].get(clause.place, {}).items()), ("", ""))
            rules = tuple(at.get(clause.place, ()))
            found.append(Carried(clause=clause, rules=rules, means=means, sentence=sentence))
    return found


def markdown(law: RuleSet) -> str:
    """The table as a document."""
    lines = [
        f"# {law.title}: clause by clause",
        "",
        "Made from the rule files by `manage.py clause_table`; a test compares. “Chưa làm” comes with "
        "assigning and accepting work, a later part; until then products are typed (khoản 2 Điều 18).",
        "",
        "| clause | carried by |",
        "|---|---|",
    ]
    for one in table(law):
        rules = [f"`{rule.id}`" for rule in one.rules]
        word = [f"{MEANS[one.means]}: {one.sentence}"] if one.means else []
        heading = ["(các điểm, khoản bên dưới)"] if one.is_heading else []
        lines.append(f"| {cite.words(one.clause.place)} | {', '.join([*rules, *word, *heading])} |")
    return "\n".join(lines) + "\n"
