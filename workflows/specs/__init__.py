"""Our own task specs over SpiffWorkflow's, one kind of element a file."""
