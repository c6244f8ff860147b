"""The leak matrix' fixtures, for the tests of this folder."""

from tests.matrix import matrix, stillness, whole_world

__all__ = ["matrix", "stillness", "whole_world"]
