"""The personal-data gate: what in a text may point to a person, and why. It finds; a room asks the author and keeps the
answer. Nothing that is found is stored or logged here.
"""
