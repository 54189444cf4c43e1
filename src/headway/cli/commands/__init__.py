"""One module for each command: `register` adds its arguments, `run` carries it out."""
