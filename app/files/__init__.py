"""What people attach and what the system writes: content by its hash, and who may have it."""
