"""Before anything runs: is the text plain Starlark, which names does it use, where may it run."""
