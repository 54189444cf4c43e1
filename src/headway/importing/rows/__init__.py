"""A plan's rows while they are being put together: their cells, lists, names and ends."""
