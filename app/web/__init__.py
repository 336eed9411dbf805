"""Pages for people: rendered on the server, Thai first, working without JavaScript."""
