"""The card under a check cell of a notebook: marks, the first failure side by side, and a picture."""

from __future__ import annotations

from autograder.desk.cards.card import card_of
from autograder.desk.cards.choice import picture_for

__all__ = ["card_of", "picture_for"]
