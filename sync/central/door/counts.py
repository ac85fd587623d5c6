"""What a worker counts, and what the record holds, in Prometheus' text format. No personal data.

With several workers a scrape reaches one of them: every number counted in a process carries the label `worker`, so
that those of two workers never mix. What is read from the record is the same whoever answers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from time import monotonic

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

VOUCHERS_FOR_SECONDS = 30.0
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_HOW = ("worker", "route", "method")


class Counts:
    """One worker's; used from several threads."""

    def __init__(self) -> None:
        self._worker = str(os.getpid())
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "voucherdesk_requests", "Requests answered", (*_HOW, "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "voucherdesk_request_seconds", "Until the answer went", _HOW, registry=self.registry, buckets=_SECONDS
        )
        self._facts = Counter(
            "voucherdesk_facts", "Records handed in, by receipt", ("worker", "outcome"), registry=self.registry
        )

    def note_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request was answered; `route` is a template, never an address."""
        self._requests.labels(self._worker, route, method, str(status)).inc()
        self._seconds.labels(self._worker, route, method).observe(seconds)

    def note_facts(self, outcomes: Mapping[str, int]) -> None:
        """So many records got a receipt with each outcome."""
        for outcome, number in outcomes.items():
            self._facts.labels(self._worker, outcome).inc(number)

    def show_record(self, read: Callable[[], Mapping[str, Mapping[str, float]]]) -> None:
        """Let scrapes tell what `read` finds: for each gauge's name, numbers by kind; asked twice a minute at most."""
        self.registry.register(_OfTheRecord(read))

    def text(self) -> bytes:
        """All of it, as a scrape wants it."""
        return generate_latest(self.registry)


class _OfTheRecord(Collector):
    def __init__(self, read: Callable[[], Mapping[str, Mapping[str, float]]]) -> None:
        self._read = read
        self._found: Mapping[str, Mapping[str, float]] = {}
        self._until = 0.0

    def describe(self) -> list[Metric]:
        """Nothing is read at registration."""
        return []

    def collect(self) -> Iterator[Metric]:
        """As prometheus_client calls it."""
        if monotonic() >= self._until:
            self._found = self._read()
            self._until = monotonic() + VOUCHERS_FOR_SECONDS
        for name, numbers in self._found.items():
            gauge = GaugeMetricFamily(f"voucherdesk_{name}", f"{name.replace('_', ' ').capitalize()}", labels=("kind",))
            for kind, number in sorted(numbers.items()):
                gauge.add_metric([kind], number)
            yield gauge
