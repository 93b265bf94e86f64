"""The user's own notes hold right and wrong code; each fragment is kept here with what it must earn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fragment:
    """A piece of code from the seeds, as a learner would paste it into one exercise's cell.

    Attributes
    ----------
    seed : str
        Number of the seed it comes from.
    title : str
        What is special about it.
    exercise : str
        The exercise whose cell it fills.
    earns : str or set of str
        "all", "none", or the names of exactly those hidden tests that it passes.
    code : str
        The cell.
    """

    seed: str
    title: str
    exercise: str
    earns: str | set[str]
    code: str

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.exercise}: {self.title}"
