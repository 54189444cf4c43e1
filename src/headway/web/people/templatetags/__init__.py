"""Tags that templates about people use."""
