"""The production files: valid, every part with a health check and without privilege, no secret inside."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from backend.embedded import paths

HERE = Path(__file__).parent
TEXT = (paths.ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]


def test_the_compose_file_obeys_its_schema():
    jsonschema.validate(COMPOSE, json.loads((HERE / "compose-spec.json").read_text()))


def test_the_schema_refuses_a_wrong_file():
    wrong = COMPOSE | {"services": {"web": {"image": "portal", "healthcheck": {"test": 5}}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads((HERE / "compose-spec.json").read_text()))


def test_everything_that_a_portal_needs_is_a_service():
    assert set(SERVICES) == {"web", "worker", "beat", "postgres", "redis", "proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check(name):
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert len(check["test"]) > 1
    assert {"interval", "timeout"} <= set(check)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root_or_may_become_root(name):
    user = str(SERVICES[name]["user"])
    assert user.split(":")[0] not in {"", "0", "root"}
    assert SERVICES[name]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("file", ["Dockerfile", "deploy/proxy.Dockerfile"])
def test_an_image_of_ours_does_not_run_as_root(file):
    users = re.findall(r"^USER (\d+)", (paths.ROOT / file).read_text(), re.MULTILINE)
    assert users and users[-1] != "0"


def test_secrets_come_from_the_environment_and_must_be_set():
    settings = [
        (name, str(value))
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search("SECRET|PASSWORD|DATABASE_URL|TOKEN|_KEY", name)
    ]
    assert {name for name, _ in settings} == {"SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_URL"}
    for name, value in settings:
        assert re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD):\?[^}]+\}", value), (
            f"{name} has a value of its own"
        )


def test_data_is_in_named_volumes():
    kept = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {"postgres", "redis", "uploads", "certificates"} <= kept & set(COMPOSE["volumes"])


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all(service["networks"] == ["inside"] for name, service in SERVICES.items() if name != "proxy"), (
        "a service besides the proxy stands on another network"
    )


def test_new_settings_have_fresh_secrets_for_all_that_the_compose_file_demands():
    def made() -> dict[str, str]:
        command = [sys.executable, paths.ROOT / "deploy" / "new_env.py", "congvu.example.vn"]
        lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        return dict(line.split("=", 1) for line in lines if not line.startswith("#"))

    first, second = made(), made()
    assert set(re.findall(r"\$\{(\w+):\?", TEXT)) <= set(first)
    assert first["DOMAIN"] == "congvu.example.vn"
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert len(first[secret]) >= 48
        assert first[secret] != second[secret]


def test_the_databases_log_holds_no_details_of_rows():
    said = SERVICES["postgres"]["command"]
    for name, value in {"log_error_verbosity": "terse", "log_min_error_statement": "panic"}.items():
        assert f"{name}={value}" in said
