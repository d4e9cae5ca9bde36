"""Provlepsi's subject: forecasts printed as ranges, their revisions, laws and results; nothing of the web."""
