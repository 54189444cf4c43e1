"""What the board's pages show."""
