"""Instances at work: read and locked, moved by a command, and written down with everything it led to."""
