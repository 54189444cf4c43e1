"""Numbers in, numbers out; each method cites its source."""
