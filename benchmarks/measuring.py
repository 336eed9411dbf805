"""Requests in turn over HTTP, their medians, and what each is as a multiple of the floor."""

import gc
import http.client
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit


class Caller:
    """Somebody with a token; one connection a request, as gunicorn's synchronous worker serves."""

    def __init__(self, url: str, token: str):
        self.address = urlsplit(url).netloc
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: dict | None = None) -> dict:
        """The answer as JSON; anything but 2xx ends the benchmark with what the server said."""
        connection = http.client.HTTPConnection(self.address, timeout=30)
        connection.request(method, path, json.dumps(body) if body is not None else None, self.headers)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {text.decode()[:500]}")
        return json.loads(text)


@dataclass
class Series:
    """The times of one kind of request, in milliseconds."""

    name: str
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]


def in_turn(actions: dict[str, Callable[[int], object]], rounds: int, warm_up: int = 20) -> dict[str, Series]:
    """Each action once a round, so that whatever slows the machine down slows all of them."""
    series = {name: Series(name) for name in actions}
    gc.disable()
    for number in range(rounds + warm_up):
        for name, action in actions.items():
            began = time.perf_counter()
            action(number)
            took = (time.perf_counter() - began) * 1000
            if number >= warm_up:
                series[name].times.append(took)
    gc.enable()
    return series
