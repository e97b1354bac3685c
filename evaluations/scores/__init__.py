"""Scores of months and quarters: opened for a period, written by the person, confirmed by who monitors."""
