"""``/suc-khoe/`` tells whoever asks, signed in or not, whether this process can do its work."""

import pytest
from django.db import connection


def test_all_is_well(client, db):
    answer = client.get("/suc-khoe/")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "valkey": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_a_queue_that_does_not_answer_is_named(client, db, settings):
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    answer = client.get("/suc-khoe/")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "database": "ok", "valkey": "failed"}


def test_a_database_that_does_not_answer_is_named(client, transactional_db, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        connection.close()
        answer = client.get("/suc-khoe/")
    connection.close()
    assert answer.status_code == 503
    assert answer.json() == {"status": "failed", "database": "failed", "valkey": "ok"}
    assert "nowhere" not in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_changed_there(client, db, method):
    assert getattr(client, method)("/suc-khoe/").status_code == 405
