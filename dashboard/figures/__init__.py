"""Frames in, plain plotly figures out; assets/figures.js dresses them for the theme and the width."""
