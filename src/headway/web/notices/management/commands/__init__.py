"""The worker, and one tick of it."""
