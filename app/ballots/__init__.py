"""Secret ballots: a box holds what was voted, and nobody can say by whom."""
