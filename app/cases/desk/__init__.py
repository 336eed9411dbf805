"""What people do with tasks: find them, take them, answer them."""
