"""Pages of every shared item."""
