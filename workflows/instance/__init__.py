"""One running process: tokens in a tree, scope variables, the stepping loop and the stored state."""
