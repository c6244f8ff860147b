"""Projects and who pays for them: what programmes and activities belong to."""
