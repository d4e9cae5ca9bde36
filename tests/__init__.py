"""Tests; the flat files need no browser, `browser/` does, `benchmarks/` prints ratios."""
