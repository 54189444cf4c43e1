"""What the board looks at, decides and asks."""
