"""The studio: where those who publish enter, correct and withdraw updates."""
