"""The catalogues as the portal ships them. An office edits them in the admin; a filled one stays."""

import csv
from pathlib import Path

from django.apps import apps

FOLDER = Path(__file__).parent / "catalogue_data"
FILES = {
    "EthnicGroup": "ethnic_groups.csv",
    "Religion": "religions.csv",
    "Title": "titles.csv",
    "Rank": "ranks.csv",
    "QualificationLevel": "qualification_levels.csv",
}
_FLAGS = {"is_none", "heads_commune", "is_professional_title", "is_degree"}


def load_after_migrate(using: str, plan=None, apps=apps, **kwargs) -> None:
    """Fill the catalogues that are empty."""
    for model_name, file in FILES.items():
        try:
            model = apps.get_model("staff", model_name)
        except LookupError:
            continue
        if not model.objects.using(using).exists():
            with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
                model.objects.using(using).bulk_create(model(**_values(row)) for row in csv.DictReader(rows))


def _values(row: dict[str, str]) -> dict:
    values: dict = {name: text or None for name, text in row.items()}
    values["variants"] = row["variants"].split("|") if row["variants"] else []
    if "level" in row:
        values["level"] = row["level"]
    return values | {flag: row[flag] == "1" for flag in _FLAGS & row.keys()}
