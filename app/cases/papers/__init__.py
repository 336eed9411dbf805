"""The papers of a case: what people attach to their answers, and the documents the system writes."""
