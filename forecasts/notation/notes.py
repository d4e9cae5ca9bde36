"""The warnings of one update, each with its place in the text as given."""

from forecasts.notation.reading import ReadingWarning
from forecasts.notation.script import Script
from forecasts.notation.settle import Rewritten


class Notes:
    """Collects warnings; knows where tokens stand in the text as given."""

    def __init__(self, settled: Rewritten, script: Script) -> None:
        self.settled = settled
        self.script = script
        self.warnings: list[ReadingWarning] = []

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` stand in the text as given."""
        tokens = self.script.tokens
        return self.settled.source(tokens[first].start, tokens[max(first, last - 1)].end)

    def written(self, first: int, last: int) -> str:
        """The text of some tokens, settled, with single spaces."""
        tokens = self.script.tokens
        return " ".join(self.settled.text[tokens[first].start : tokens[max(first, last - 1)].end].split())

    def warn(self, code: str, first: int, last: int, **more: object) -> None:
        """Add a warning about some tokens."""
        start, end = self.span(first, last)
        self.warnings.append(
            ReadingWarning(code=code, start=start, end=end, found=self.written(first, last), **more)  # type: ignore[arg-type]
        )
