"""The board's report as a value, its charts, and the formats it is rendered in."""
