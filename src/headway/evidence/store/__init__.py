"""The data directory: every load kept for good, and what was known at any day."""
