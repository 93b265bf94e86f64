"""What each named mistake looks like to the checks: the bank run through a judge, in this process.

The bank is our own code, so it needs no sealed room.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from pathlib import Path

import numpy as np
from numpy.random import bit_generator
from platformdirs import user_cache_dir

from autograder.byhand.search import ask_by_hand, worth_asking
from autograder.course.chapters import load_chapter
from autograder.course.kit import kit_version
from autograder.grading.diagnosis import Diagnosis, KnownMistake, read_fingerprints, write_fingerprints
from autograder.grading.judge import Judge
from autograder.mistakes import Mistake, load_mistakes
from autograder.sandbox.zygote import seed_everything
from autograder.testing.students import LocalStudent

KITS_KEPT = 3


def remembered_mistakes(chapter: str, exercise: str, judge: Judge, seed: int) -> tuple[KnownMistake, ...]:
    """What `known_mistakes` says with small inputs asked, kept on disk: it takes seconds for a chapter.

    Where the cache cannot be written, nothing is kept.
    """
    folder = Path(user_cache_dir("dlfs")) / "fingerprints" / kit_version()
    path = folder / f"{chapter}-{exercise}-{seed}.json"
    kept = read_fingerprints(path).get(exercise)
    if kept is not None:
        return kept
    known = known_mistakes(chapter, exercise, judge, seed, by_hand=True)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.parent.iterdir(), key=lambda kit: kit.stat().st_mtime)[:-KITS_KEPT]:
            shutil.rmtree(old)
        unfinished = path.with_suffix(f".{os.getpid()}")
        write_fingerprints(unfinished, {exercise: known})
        unfinished.replace(path)
    return known


def known_mistakes(
    chapter: str, exercise: str, judge: Judge, seed: int, by_hand: bool = False
) -> tuple[KnownMistake, ...]:
    """The mistakes of an exercise with what can be seen of them; those that nothing sees are left out.

    Parameters
    ----------
    chapter, exercise : str
        Whose mistakes.
    judge : Judge
        Whose checks look at them.
    seed : int
        Seed of the checks' random inputs.
    by_hand : bool
        Whether the small inputs that `ask_by_hand` asks look at them too.
    """
    bank = [m for m in load_mistakes(chapter) if m.exercise == exercise]
    return tuple(k for k in _seen(bank, judge, seed, by_hand) if k.findings)


@contextmanager
def _seeded() -> Iterator[None]:
    """The same random numbers for every mistake, as for every submission; afterwards those of before."""
    before, states = vars(bit_generator)["randbits"], (random.getstate(), np.random.get_state())
    seed_everything()
    try:
        yield
    finally:
        vars(bit_generator)["randbits"] = before
        random.setstate(states[0])
        np.random.set_state(states[1])


def _seen(bank: Iterable[Mistake], judge: Judge, seed: int, by_hand: bool) -> Iterable[KnownMistake]:
    for mistake in bank:
        cells = load_chapter(mistake.chapter).cells_with({mistake.exercise: mistake.code})
        quiet = redirect_stdout(io.StringIO())  # nobody reads it
        with warnings.catch_warnings(action="ignore"), quiet, _seeded():
            student = LocalStudent.from_cells(cells)
            outcomes = judge.run(judge.checks_of(mistake.exercise), lambda s=student: s, seed)  # type: ignore[misc]
            findings = {o.check.name: o.evidence for o in outcomes if o.evidence is not None}
            if by_hand and worth_asking(o.error for o in outcomes):
                findings |= ask_by_hand(mistake.chapter, mistake.exercise, student).findings
        yield KnownMistake(Diagnosis(mistake.name, mistake.explanation, mistake.hint), findings)
