"""What was done, by whom, when and why: entries that are only ever added."""
