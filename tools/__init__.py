"""Tools for whoever maintains the project; nothing here is needed to run it."""
