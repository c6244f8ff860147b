"""A release to come, as far as the one that runs would notice: a column more in every table (test_nodes)."""
