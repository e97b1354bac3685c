"""The whole world of the crawl, part by part."""

from tests.crawl import evaluated, world
from tests.crawl.world import World


def build() -> World:
    """Committed to the database, with jobs really run."""
    made = World()
    world.units(made)
    world.accounts(made)
    world.people(made)
    world.facts(made)
    world.batches(made)
    world.jobs_of_three(made)
    evaluated.cycle(made)
    evaluated.petitions(made)
    evaluated.duties(made)
    evaluated.organisations(made)
    evaluated.scores(made)
    world.reports(made)
    evaluated.moves(made)
    evaluated.past(made)
    evaluated.follow_ups(made)
    evaluated.relatives(made)
    evaluated.laid_down(made)
    evaluated.papers(made)
    evaluated.announced(made)
    return made
