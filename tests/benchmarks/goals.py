"""One line per goal: the ratio measured, the goal, and whether it was met."""

from statistics import median


def middle(values: list[float]) -> float:
    """The median of the rounds."""
    return median(values)


def at_least(name: str, ratio: float, goal: float) -> bool:
    """Print a ratio that should be large."""
    met = ratio >= goal
    print(f"  {name}: {ratio:.1f}x  (goal ≥ {goal:g}x)  {'met' if met else 'SHORT OF THE GOAL'}")
    return met


def at_most(name: str, ratio: float, goal: float) -> bool:
    """Print a ratio that should be small."""
    met = ratio <= goal
    print(f"  {name}: {ratio:.3f}  (goal ≤ {goal:.3f})  {'met' if met else 'SHORT OF THE GOAL'}")
    return met
