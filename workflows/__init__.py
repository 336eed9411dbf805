"""How processes run: the only place that knows SpiffWorkflow."""
