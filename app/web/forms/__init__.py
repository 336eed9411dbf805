"""Forms on pages: questions as HTML asks them, answers as the engine takes them, and back."""
