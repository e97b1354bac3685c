"""Fixtures of all tests: the run's own servers, a real worker, a real browser, sign-in."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import emptying, servers, strict
from tests.scenarios.fixtures import committed_province, province, province_copy  # noqa: F401
from tests.under_way import UnderWay

# Playwright's event loop stands in the main thread, where Django would refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LONG = ("long", "race", "kill")
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
AXE = Path(__file__).parent / "browser" / "axe.min.js"

strict.apply()
emptying.apply()


def pytest_configure(config) -> None:
    config.option.output = str(settings.DATA / "browser-results")


def pytest_collection_modifyitems(config, items) -> None:
    without_browser = pytest.mark.skip(reason="no Chromium on this machine")
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
        if not CHROMIUM and item.get_closest_marker("browser"):
            item.add_marker(without_browser)
            config.stash.setdefault(SKIPPED, []).append(item.nodeid)
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in LONG))


SKIPPED = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter, config) -> None:
    if skipped := config.stash.get(SKIPPED, []):
        terminalreporter.section("NO CHROMIUM", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} browser tests did not run. Install it (Debian: apt-get install chromium) "
            "and run them again: what a person sees was not tested.",
            red=True,
        )


@pytest.fixture(scope="session")
def run_servers():
    """This run's PostgreSQL and Valkey; with ``DATABASE_URL`` those that it and ``REDIS_URL`` name."""
    if not settings.EMBEDDED:
        yield
        return
    with servers.running(keep=settings.KEEP_DATA):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(run_servers):
    """pytest-django asks for this before it makes the test database: the server is up by then."""


@pytest.fixture(scope="session")
def worker_process(django_db_setup, pytestconfig):
    process = servers.Worker(settings.DATABASES["default"]["NAME"])
    pytestconfig.stash[WORKER] = process
    yield process
    process.stop()
    process.log.unlink(missing_ok=True)


WORKER = pytest.StashKey[servers.Worker]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """A worker ends before a test that has not asked for one: it would take that test's jobs."""
    try:
        return (yield)
    finally:
        process = item.config.stash.get(WORKER, None)
        if process and not (nextitem and "worker" in nextitem.fixturenames):
            process.kill()


@pytest.fixture
def worker(worker_process, transactional_db):
    """A running Celery worker on the test database: ``kill()``, ``start()``, ``wait(condition, what)``.

    It goes on from test to test as long as each asks for it and leaves it with nothing to do.
    """
    servers.forget_tasks()
    worker_process.ensure()
    worker_process.wait(servers.is_idle, "the sweep of a new worker to end")
    yield worker_process
    if not servers.is_idle():
        worker_process.kill()
        servers.forget_tasks()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["background-networking", "component-update", "sync", "gpu", "quic"]
    args = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, live_server):
    """The usual office screen; a page's relative address is one of the test server."""
    return browser_context_args | {
        "base_url": live_server.url,
        "viewport": {"width": 1366, "height": 768},
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
    }


@pytest.fixture(scope="session")
def under_way():
    return UnderWay()


@pytest.fixture
def page(page, live_server, under_way):
    """A page of a new browser; what goes wrong in it (an exception, a refused script) fails the test."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"exception: {error}"))
    page.on(
        "console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield page
    page.goto("about:blank")  # what it still asks for by itself ends with it
    under_way.wait_for_none()
    assert not troubles, troubles


@pytest.fixture
def sign_in(request):
    """``sign_in(client_or_page, user)``: signed in by the session's cookie, without the form."""

    def sign_in(who, user) -> None:
        client = who if isinstance(who, Client) else Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if client is not who:
            name, live_server = settings.SESSION_COOKIE_NAME, request.getfixturevalue("live_server")
            who.context.add_cookies(
                [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
            )

    return sign_in


@pytest.fixture
def axe():
    """``axe(page)``: axe-core finds nothing to say about what the page shows now."""

    def axe(page, **options) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        asked = {"resultTypes": ["violations"]} | options
        found = page.evaluate("options => axe.run(document, options)", asked)["violations"]
        assert not found, "\n".join(
            f"{one['id']} ({one['impact']}): {one['help']}\n  "
            + "\n  ".join(node["html"] for node in one["nodes"])
            for one in found
        )

    return axe


@pytest.fixture
def clean(axe):
    """``clean(page)``: on a phone and an office's screen axe finds nothing and nothing scrolls sideways."""

    def clean(page, **options) -> None:
        for width in (390, 1366):
            page.set_viewport_size({"width": width, "height": 844})
            axe(page, **options)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)

    return clean
