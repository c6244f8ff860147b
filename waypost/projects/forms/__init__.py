"""What is typed, turned into values. Nothing here saves."""
