"""What agencies answer in a round: drafts, signatures, evidence, and what the officer accepts."""
