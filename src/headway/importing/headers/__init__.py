"""The head of a plan's table: what its words say the columns are for."""
