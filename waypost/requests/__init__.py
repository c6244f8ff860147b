"""Requests between focal points: a question to named organisations, a deadline, their answers."""
