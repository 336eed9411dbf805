"""A process of its own for work that may go wrong: the server's side (parent.py), the other (child.py)."""
