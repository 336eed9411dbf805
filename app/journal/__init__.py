"""What happened, one entry a command, linked by hash to the entry before it in the same case."""
