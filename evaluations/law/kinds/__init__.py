"""The kinds of rule that code knows; a rule file names one of them in ``kind``."""

from evaluations.law.kinds import (
    acts,
    cycles,
    discipline,
    documents,
    follows,
    levels,
    organisations,
    petitions,
    pools,
    products,
    readings,
    scores,
    service,
    year_scores,
)
from evaluations.law.rules import Rule

MODULES = (
    levels, service, discipline, organisations, products, scores, year_scores,
    pools, acts, documents, cycles, petitions, follows,
    readings,
)  # fmt: skip

KINDS: dict[str, type[Rule]] = {
    found.kind: found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Rule) and found.kind
}
