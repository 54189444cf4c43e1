"""A linter for plans: each rule has a code, a sentence, a hint and an example."""
