"""Clients of a web server, in a process of their own.

``python -m benchmarks.clients PORT CLIENTS SECONDS PATH COOKIE`` prints how many requests per second they
got answered.
"""

import http.client
import sys
import threading
import time


def rate(port: int, clients: int, seconds: float, path: str, cookie: str) -> float:
    """``clients`` threads ask for the page over kept connections, each as soon as it has the last one."""
    counts: list[int] = []
    began = time.monotonic()

    def ask() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        count = 0
        while time.monotonic() < began + seconds:
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counts) == clients, "a client failed"
    return sum(counts) / (time.monotonic() - began)


if __name__ == "__main__":
    port, clients, seconds, path, cookie = sys.argv[1:]
    print(rate(int(port), int(clients), float(seconds), path, cookie))
