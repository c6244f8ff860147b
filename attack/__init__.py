"""The portal attacked on purpose, on this machine only: `make attack`.

A fresh demo in a temporary folder, and against it wapiti, sqlmap and our own fuzzing. Nothing of it is part of the
product, and the two tools live in an environment of their own (``.venv-attack``).
"""
