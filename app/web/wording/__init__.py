"""Words, dates and figures as a page shows them, in Thai and in English."""
