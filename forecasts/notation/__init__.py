"""Text ⇄ update: the only place that knows how people write."""
