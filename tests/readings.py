"""What a test asks of a reading: the ranges and the warnings, in short."""

from forecasts.notation.reading import Reading


def told(reading: Reading) -> list[str]:
    """Every range read, as `party low high`."""
    every = [found.range for update in reading.updates for found in update.ranges]
    return [f"{r.party} {r.low} {r.high}" for r in every]


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.every_warning]
