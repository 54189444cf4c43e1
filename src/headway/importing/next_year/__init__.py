"""Next year's document beside last year's plan: what matches, and the two together."""
