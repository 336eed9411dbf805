"""Who used the system: for auditors."""
