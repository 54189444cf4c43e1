"""Plain words: how old one must be to read them, and how to begin to write them."""
