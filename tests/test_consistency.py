"""What has to be said in two places is said in both."""

import re
from itertools import chain
from pathlib import Path

import pghistory
import pytest
from django.apps import apps
from django.conf import settings

from imports.models import StagedRow
from reports.measures import BREAKDOWNS, MEASURES, SHARES
from reports.rating_measures import (
    MEAN,
    ORGANISATION_SHARES,
    ORGANISATIONS,
    RATING_SHARES,
    RATINGS,
    SCORE_SHARES,
    SCORES,
)

ROOT = Path(settings.ROOT)
TEMPLATES = ROOT / "templates"
# A trace by itself, a lock, and what is counted from records and may be counted anew.
NO_RECORDS = {
    "DaySum",
    "Export",
    "ExportedRating",
    "ExportedScore",
    "NationalExport",
    "NationalFile",
    "OrganisationPool",
    "Pool",
    "Printout",
    "Reminder",
    "ScoresFollowed",
    "Tally",
    "TallyMark",
}
# Chosen by Django or a library by its name, not by ours.
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def test_every_measure_stands_in_the_documents():
    text = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    of_ratings = (RATINGS, ORGANISATIONS, SCORES, RATING_SHARES, ORGANISATION_SHARES, SCORE_SHARES)
    for code in [*MEASURES, *SHARES, *BREAKDOWNS, *chain(*of_ratings), MEAN.code]:
        tails = {code, f".{code.split('.', 1)[1]}", f".{code.rsplit('.', 1)[1]}"}
        assert any(f"`{tail}`" in text for tail in tails), code


def test_every_record_of_the_domain_has_its_history():
    tracked = {
        model.pgh_tracked_model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and hasattr(model, "pgh_tracked_model")
    }
    for label in ("agencies", "staff", "work", "evaluations"):
        for model in apps.get_app_config(label).get_models():
            if (
                not issubclass(model, (pghistory.models.Event, StagedRow))
                and model.__name__ not in NO_RECORDS
            ):
                assert model in tracked, f"{model} leaves no history"


def test_every_template_is_used():
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (
            "core",
            "accounts",
            "imports",
            "agencies",
            "staff",
            "evaluations",
            "reports",
            "backend",
        )
        for path in (ROOT / folder).rglob("*.py")
    )
    pages = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8")
        for path in TEMPLATES.rglob("*.html")
    }
    for name in pages:
        if name in BY_NAME or name.startswith(("admin/", "bootstrap5/")):
            continue
        elsewhere = code + "\n".join(text for other, text in pages.items() if other != name)
        assert f'"{name}"' in elsewhere or f"'{name}'" in elsewhere, f"nobody renders {name}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem
)
def test_a_decision_says_what_was_chosen(path):
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem)
    assert text.startswith("# ") and "**Choice.**" in text
