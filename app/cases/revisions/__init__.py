"""Versions of what a step answers again and again (property `versions`), and what changed between two."""
