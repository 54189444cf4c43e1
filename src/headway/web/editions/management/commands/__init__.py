"""Commands about editions."""
