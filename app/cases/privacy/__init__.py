"""Personal data of cases: what is kept beside the journal, erasing it, and who has read what."""
