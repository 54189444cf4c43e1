"""What agencies and statistical offices hand over: declared, read, checked, kept for good."""
