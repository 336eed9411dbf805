"""Contributions of an open number of people, while the diagram waits where it says `collects`."""
