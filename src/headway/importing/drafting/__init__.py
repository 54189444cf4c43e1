"""From rows and their words to a draft plan with its doubts."""
