"""What the hot paths cost, each as a multiple of a floor measured in turn with it: `make bench`."""
