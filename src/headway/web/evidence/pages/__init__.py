"""What the pages on evidence show."""
