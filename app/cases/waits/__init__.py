"""What a case waits for now: since when, who can act, and what comes by itself."""
