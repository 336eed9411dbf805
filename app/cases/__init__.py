"""Cases: their running processes, the tasks that wait, and everything people can do with them."""
