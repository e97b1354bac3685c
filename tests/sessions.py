"""Further sessions on the test database, each in a transaction of its own."""

from contextlib import closing, contextmanager

import psycopg2
from django.db import connection


@contextmanager
def another():
    with closing(psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})) as opened:
        yield opened
