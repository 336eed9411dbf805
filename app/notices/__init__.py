"""What the system tells people: notices in the application, and the same by e-mail."""
