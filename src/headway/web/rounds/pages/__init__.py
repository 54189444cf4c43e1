"""What the pages of rounds show."""
