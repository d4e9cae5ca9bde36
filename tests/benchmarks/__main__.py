"""Run the benchmarks: `make bench`, or `make bench ARGS="reading callbacks first-chart"`."""

import sys
from collections.abc import Callable

from tests.benchmarks import callbacks, clicks, crowded, first_chart, history, parliaments, reading, size

BENCHMARKS: dict[str, Callable[[], bool]] = {
    "reading": reading.run,
    "callbacks": callbacks.run,
    "first-chart": first_chart.run,
    "history": history.run,
    "size": size.run,
    "load": crowded.run,
    "parliaments": parliaments.run,
    "clicks": clicks.run,
}


def main() -> int:
    """Run the named benchmarks, all by default; say which goals were missed."""
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    missed = []
    for name in names:
        print(f"\n== {name}")
        if not BENCHMARKS[name]():
            missed.append(name)
    print("\n" + (f"GOALS MISSED in: {', '.join(missed)}" if missed else "every goal met"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
