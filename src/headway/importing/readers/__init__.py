"""One file for each format; `READERS` lists them by name."""
