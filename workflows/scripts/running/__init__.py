"""Running compiled Starlark: in this process, or in the sandbox process."""
