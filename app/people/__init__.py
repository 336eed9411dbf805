"""People, their roles in the centres, and how they prove who they are."""
