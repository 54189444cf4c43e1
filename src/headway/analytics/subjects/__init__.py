"""What definitions on one subject share: who is counted, and how rows are told apart."""
