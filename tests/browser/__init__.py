"""Real pages in a real Chromium."""
