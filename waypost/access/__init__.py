"""Who may see: marks, releases, reach and the rule in its three shapes."""
