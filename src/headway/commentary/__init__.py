"""What the words of an update claim, held against the record."""
