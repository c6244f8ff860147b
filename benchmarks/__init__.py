"""How fast the portal is, in ratios against a floor measured in the same run: docs/benchmarks.md."""
