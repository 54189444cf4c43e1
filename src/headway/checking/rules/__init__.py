"""One file for each rule or family of rules; `RULES` lists them by name."""
