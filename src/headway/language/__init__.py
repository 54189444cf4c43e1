"""English as plans write it: figures, periods and what a sentence promises or reports."""
