"""What is done with a record of the register of people: roles, and a link to choose a password."""
