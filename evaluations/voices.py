"""Who says something of a person before the decision, and who puts it together, by the steps of the law."""

from functools import cache

from evaluations.enums import Step
from evaluations.progress import chain

OPINIONS = {Step.MEETING: "tập thể nơi công tác, tại cuộc họp", Step.PARTY_OPINION: "cấp ủy nơi công tác"}
PROPOSAL = "bộ phận tổ chức cán bộ của cấp có thẩm quyền"


@cache
def opinions(law: str, group: str, place: str, year: int) -> str:
    """“Tập thể nơi công tác, tại cuộc họp; cấp ủy nơi công tác”; empty where the law asks nobody."""
    said = [OPINIONS[step] for step in chain(law, group, place, year) if step in OPINIONS]
    return "; ".join(said).capitalize()


@cache
def proposes(law: str, group: str, place: str, year: int) -> str:
    """Who puts it together and proposes; empty where the law has no such step."""
    return PROPOSAL.capitalize() if Step.SYNTHESIS in chain(law, group, place, year) else ""
