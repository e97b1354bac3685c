"""Every address of the portal, asked as every role: who gets what, and that nobody reads of others.

``tests/crawl/expected.json`` holds what each role got at each place. After a change that is meant, write
it anew by ``CRAWL_WRITE=1 make test ARGS=tests/test_crawl.py`` and read the difference.
"""

import gc
import json
import logging
import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.crawl.build import build
from tests.crawl.fill import NONE
from tests.crawl.walk import Seen, Walk
from tests.crawl.who import ANONYMOUS, ROLES

# What an anonymous visitor may see besides the way to the sign-in page.
PUBLIC = {"health", "accounts:sign-in", "accounts:enter"}
EXPECTED = Path(__file__).parent / "crawl" / "expected.json"


@pytest.fixture
def quick(settings):
    """Thousands of requests: sessions in cookies, exceptions as they are, no log of wanted refusals.

    What the imports left behind is never garbage: looking through it again and again costs a tenth.
    """
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    logging.disable(logging.CRITICAL)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    logging.disable(logging.NOTSET)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
@pytest.mark.urls("tests.crawl.urls")
@pytest.mark.long
def test_no_role_reads_of_others_at_any_address():
    seen = list(Walk(build()))
    troubles = [f"{one.role} at {one.place}: {one.status}" for one in seen if one.status.startswith("500")]
    troubles += [f"{one.role} at {one.place} reads {', '.join(one.leaks)}" for one in seen if one.leaks]
    troubles += [f"without signing in, {one.place}: {one.status}" for one in seen if not _is_kept_out(one)]
    troubles += _hints(seen)
    assert not troubles, "\n".join(troubles)
    _compare(_table(seen))


def _is_kept_out(one: Seen) -> bool:
    """Whoever isn't signed in goes to the sign-in page, from everywhere."""
    return one.role != ANONYMOUS or one.status == "sign-in" or one.asked.partition(" ")[2] in PUBLIC


def _hints(seen: list[Seen]):
    """A thing that the role may not reach looks just like one that doesn't exist."""
    nothing = {(one.asked, one.role): one.status for one in seen if one.thing == NONE}
    for one in seen:
        if one.may_reach is False and one.status != nothing.get((one.asked, one.role), one.status):
            told = nothing[one.asked, one.role]
            yield f"{one.role} at {one.place} gets {one.status}; what doesn't exist gives {told}"


def _table(seen: list[Seen]) -> dict[str, str]:
    """«GET agencies:unit · A» → «200: officer, inspector · 404: nobody»."""
    places: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in seen:
        places[one.place][one.status].append(one.role)
    return {place: _line(answers) for place, answers in sorted(places.items())}


def _line(answers: dict[str, list[str]]) -> str:
    asked = [role for role in ROLES if any(role in roles for roles in answers.values())]
    if len(answers) == 1 and len(asked) == len(ROLES):
        return f"{next(iter(answers))}: all"
    most = max(answers, key=lambda status: len(answers[status]))
    parts = [f"{status}: {', '.join(roles)}" for status, roles in sorted(answers.items()) if status != most]
    words = "the others" if parts else ", ".join(answers[most])
    return " · ".join([*parts, f"{most}: {words}"])


def _compare(table: dict[str, str]) -> None:
    if os.environ.get("CRAWL_WRITE"):
        EXPECTED.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    differences = [
        f"{place}\n    is   {table.get(place, 'gone')}\n    was  {expected.get(place, 'not there')}"
        for place in sorted(table.keys() | expected.keys())
        if table.get(place) != expected.get(place)
    ]
    assert not differences, "Other answers than in tests/crawl/expected.json:\n" + "\n".join(differences)
