"""Nouns of the room. A request says who may see it; its question, those asked and their answers hang on it."""

from waypost.requests.models.answers import Answer, Asked, QuestionOpening
from waypost.requests.models.heads import Question, Request, asking_side

__all__ = ["Answer", "Asked", "Question", "QuestionOpening", "Request", "asking_side"]
