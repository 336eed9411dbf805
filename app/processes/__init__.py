"""Releases: the processes as published, each bundle named by the hash of its content."""
