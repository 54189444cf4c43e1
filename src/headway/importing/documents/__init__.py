"""What every reader gives, and what they share: places, limits, lines and sheets."""
