"""What was published, edition after edition, and what all of it together gives away."""
