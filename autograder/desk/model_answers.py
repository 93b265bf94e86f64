"""Model answers, where what the instructor handed out carries them: a file beside the chapters."""

from __future__ import annotations

import json
from pathlib import Path

MODEL_ANSWERS = "answers.dlfs"
MAX_BYTES = 20 << 20


class NoAnswer(Exception):
    """There is no model answer to show; the text says why."""


def model_answer(root: Path, chapter: str, exercise: str) -> str:
    """The model answer of an exercise.

    Raises
    ------
    NoAnswer
        If the course folder `root` holds none.
    """
    file = root / MODEL_ANSWERS
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ValueError
        answers = json.loads(file.read_text(encoding="utf-8"))
        found = answers.get(chapter, {}).get(exercise)
    except FileNotFoundError:
        raise NoAnswer(
            f"your course was handed out without model answers: there is no {MODEL_ANSWERS} in {root}"
        ) from None
    except OSError as error:
        raise NoAnswer(f"{file} cannot be read: {error.strerror}") from None
    except (ValueError, AttributeError, RecursionError):
        raise NoAnswer(f"{file} is damaged; take it out of your course's zip again") from None
    if not isinstance(found, str):
        raise NoAnswer(f"{MODEL_ANSWERS} has no answer to {exercise} of {chapter}")
    return found
