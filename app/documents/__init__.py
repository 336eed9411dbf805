"""Documents: templates of a release, printed as PDF by a process that can do nothing else, and as .docx."""
