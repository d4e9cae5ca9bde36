"""The Dash app: asks the tracker, draws, places."""
