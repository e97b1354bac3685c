"""A process that holds one WSGI application and calls it as told: ``python -m benchmarks.caller MODULE``.

Reads JSON lines ``{path, cookie, times}`` and answers each with ``{status, bytes, queries, seconds}``: of
the first call the queries, of all calls the mean seconds.
"""

import importlib
import io
import json
import subprocess
import sys
import time

from benchmarks import environment


class Caller:
    """The other end: start the process, ask it, end it."""

    def __init__(self, module: str, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.caller", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment.of(database),
            cwd=environment.ROOT,
        )

    def ask(self, path: str, *, cookie: str = "", times: int = 1) -> dict:
        self.process.stdin.write(json.dumps({"path": path, "cookie": cookie, "times": times}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_) -> None:
        self.close()


def main(module: str) -> None:
    application = importlib.import_module(module).application
    for line in sys.stdin:
        print(json.dumps(_answer(application, **json.loads(line))), flush=True)


def _answer(application, path: str, cookie: str, times: int) -> dict:
    from django.db import connection

    queries = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    if times == 1:
        with connection.execute_wrapper(count):
            began = time.perf_counter()
            status, body = _call(application, path, cookie)
            seconds = time.perf_counter() - began
        return {"status": status, "bytes": len(body), "queries": len(queries), "seconds": seconds}
    began = time.perf_counter()
    for _ in range(times):
        status, body = _call(application, path, cookie)
    return {"status": status, "bytes": len(body), "seconds": (time.perf_counter() - began) / times}


def _call(application, path: str, cookie: str) -> tuple[str, bytes]:
    said = []
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    response = application(environ, lambda status, headers, exc_info=None: said.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    return said[0], body


if __name__ == "__main__":
    main(sys.argv[1])
