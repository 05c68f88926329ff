"""Results as tables, and tables as files that other programs read."""
