"""Rules about running: they hold for processes marked executable."""
