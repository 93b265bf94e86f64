"""What a check says when it fails: given, expected, got, and a hint."""

from __future__ import annotations

import reprlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.cleaning import clean

MAX_SHOWN_ELEMENTS = 40


class CheckFailure(AssertionError):
    """A check's verdict that the work differs from what was asked.

    Parameters
    ----------
    summary : str
        What differs, in one sentence, without any value of the input or the expected answer: it may be
        shown to a student whose work was judged on hidden inputs.
    given, expected, got : Any
        The inputs by name, the right answer and the student's. Shown where inputs are public.
    hint : str
        Where to look next.
    what : str
        What was compared: "dW", "the loss".
    """

    def __init__(
        self,
        summary: str,
        *,
        given: Mapping[str, Any] | None = None,
        expected: Any = None,
        got: Any = None,
        hint: str = "",
        what: str = "",
    ) -> None:
        self.summary = summary
        self.given = dict(given or {})
        self.expected = expected
        self.got = got
        self.hint = hint
        self.what = what
        super().__init__(summary)

    def __str__(self) -> str:
        """The full text, made only when somebody reads it: printing arrays takes milliseconds."""
        return self.full_text()

    def full_text(self) -> str:
        """Everything, for public inputs and for authors."""
        lines = [self.summary]
        for name, value in self.given.items():
            lines.append(_labelled("given", f"{name} = {describe(value)}"))
        if self.expected is not None:
            lines.append(_labelled("expected", describe(self.expected)))
        if self.expected is not None or self.got is not None:
            lines.append(_labelled("got", describe(self.got)))
        if self.hint:
            lines.append(_labelled("hint", self.hint))
        return "\n".join(lines)

    def safe_text(self) -> str:
        """Only what may be said about a hidden input: what differs, and the hint."""
        return f"{self.summary} Hint: {self.hint}" if self.hint else self.summary


def _labelled(label: str, text: str) -> str:
    first, *rest = text.splitlines() or [""]
    return "\n".join([f"  {label:<9}{first}", *(" " * 11 + line for line in rest)])


def describe(value: Any) -> str:
    """Say what a value is, shape before values."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return describe(value[()])
        head = f"array of shape {value.shape}, {value.dtype}"
        if value.size == 0:
            return head
        with np.printoptions(precision=6, threshold=MAX_SHOWN_ELEMENTS, edgeitems=3, linewidth=80):
            return f"{head}\n{value}"
    if isinstance(value, np.generic):
        is_usual = value.dtype in (np.dtype(float), np.dtype(int), np.dtype(bool))
        return clean(f"{value.item()!r}" if is_usual else f"{value.item()!r} ({value.dtype})", 400)
    if callable(value) and hasattr(value, "__name__"):
        return f"the function {value.__name__}"
    return clean(_shown(value), 400)


def _shown(value: Any) -> str:
    """Like repr, but of a list with thousands of elements only the first."""
    brief = reprlib.Repr()
    brief.maxlist = brief.maxtuple = brief.maxdict = MAX_SHOWN_ELEMENTS
    brief.maxstring = brief.maxother = brief.maxlong = 400
    return brief.repr(value)


def type_name(value: Any) -> str:
    """The name of a value's type, looking through a stand-in for a student's object."""
    return getattr(value, "student_type_name", None) or type(value).__name__
