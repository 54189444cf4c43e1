"""Which further cells to hide, and the proof that no fewer would do."""
