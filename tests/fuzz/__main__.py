"""python -m tests.fuzz [--count N] [--files N] [--seed S]: odd texts through the verifier, counted by verdict, and
damaged pictures and videos through the scanner, counted by what came of them."""

from __future__ import annotations

import argparse
import time

from tests.fuzz import codes, messages, scan_damaged


def main() -> None:
    """Print a table; end with a traceback when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="texts; a tenth of it at the other doors")
    parser.add_argument("--files", type=int, default=10_000, help="damaged pictures and videos")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    found = codes.run(options.count, options.seed)
    _print("voucher codes", dict(sorted(found.items())), time.perf_counter() - started)
    started = time.perf_counter()
    found = messages.run(options.count // (10 * len(messages.DOORS)), options.seed)
    _print("other messages", dict(sorted(found.items())), time.perf_counter() - started)
    started = time.perf_counter()
    damaged = scan_damaged.run(options.files, options.seed)
    if damaged.faults:
        raise AssertionError("\n".join(damaged.faults))
    _print("damaged pictures and videos", dict(sorted(damaged.outcomes.items())), time.perf_counter() - started)


def _print(title: str, counts: dict[str, int], seconds: float) -> None:
    print(f"{title}: {sum(counts.values()):,} in {seconds:.1f} s, no exception")
    for name, count in counts.items():
        print(f"  {name:24} {count:>9,}")


if __name__ == "__main__":
    main()
