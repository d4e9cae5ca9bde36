"""Ratios against the alternatives, measured side by side in one run."""
