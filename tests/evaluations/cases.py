"""Cases of law: files of facts with what the law makes of them, run through ``check_rules``."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
GOLDEN = range(1, 86)


@dataclass(frozen=True)
class CaseOfLaw:
    name: str
    note: str
    facts: dict[str, Any]
    expect: dict[str, Any]


@cache
def all_cases() -> list[CaseOfLaw]:
    """The golden cases, by number, and the cases that show each rule's two sides."""
    files = [*sorted((FOLDER / "golden").glob("*.json")), *sorted((FOLDER / "sides").glob("*.json"))]
    return [
        CaseOfLaw(f"{file.stem}.{index}", case["note"], case["facts"], case["expect"])
        for file in files
        for index, case in enumerate(json.loads(file.read_text(encoding="utf-8")), 1)
    ]


PLAIN = ("level", "outcome", "permitted", "most", "over", "who", "due", "refused_by", "warned_by", "steps_of")


def differences(expect: dict[str, Any], verdict: dict[str, Any]) -> list[str]:
    """What a verdict says otherwise than expected."""
    wrong = [
        f"{key}: {verdict.get(key)!r}, not {expect[key]!r}"
        for key in PLAIN
        if key in expect and verdict.get(key, ...) != expect[key]
    ]
    acting = [one for one in verdict["findings"] if one["acts"]]
    idle = [one for one in verdict["findings"] if not one["acts"]]
    wrong += [f"{rule} doesn't act" for rule in expect.get("acts", ()) if rule not in _names(acting)]
    wrong += [
        f"{rule} isn't considered and idle"
        for rule in expect.get("considered", ())
        if rule not in _names(idle)
    ]
    wrong += [
        f"{rule} is looked at, though it doesn't hold"
        for rule in expect.get("absent", ())
        if rule in _names(verdict["findings"])
    ]
    wrong += [
        f"{place} isn't cited"
        for place in expect.get("cites", ())
        if not any(place in one["cite"] for one in acting)
    ]
    if place := expect.get("cites_considered"):
        wrong += [] if any(place in one["cite"] for one in idle) else [f"{place} isn't cited as satisfied"]
    if "law" in expect and verdict["law"]["code"] != expect["law"]:
        wrong.append(f"law: {verdict['law']['code']}")
    if "score" in expect and verdict.get("score", {}).get("value") != expect["score"]:
        wrong.append(f"score: {verdict.get('score')}")
    steps = {one["term"]: one["value"] for one in verdict.get("score", {}).get("steps", ())}
    wrong += [f"{term} = {steps.get(term)}, not {value}" for term, value in expect.get("steps", {}).items()
              if steps.get(term) != value]  # fmt: skip
    if "chain" in expect and verdict["steps"] != expect["chain"]:
        wrong.append(f"chain: {verdict['steps']}")
    wrong += [
        f"setting {name} isn't shown"
        for name in expect.get("settings", ())
        if name not in verdict["settings"]
    ]
    if says := expect.get("says"):
        wrong += [] if says in json.dumps(verdict, ensure_ascii=False) else [f"“{says}” isn't said"]
    return wrong


def _names(findings: list[dict[str, Any]]) -> set[str]:
    return {one["rule"] for one in findings}
