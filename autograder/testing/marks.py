"""The mark that says which exercise a class of checks belongs to."""

from __future__ import annotations

import pytest


def exercise(name: str) -> pytest.MarkDecorator:
    """Mark a test class as the checks of an exercise.

    Points stand in one place only, the exercise's cell in ``solutions/``; each test of the class earns an
    equal share of them.
    """
    return pytest.mark.exercise(name)
