"""Tags that the templates of editions use."""
