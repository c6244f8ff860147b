"""Curricula, their versions and modules: what is taught, and what working groups agree on."""
