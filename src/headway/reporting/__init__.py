"""A report as a value, and its renderers."""
