"""One file for each format; `RENDERERS` lists them by name."""
