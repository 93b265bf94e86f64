"""Which submissions are more alike than independent work usually is; it accuses no one.

copydetect compares what is left of two submissions when the released code, its docstrings, and what many of
the class wrote alike are taken off. Names of variables do not count. Nothing is run.
"""

from __future__ import annotations

import ast
import io
import itertools
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.course.chapters import PACKAGE, load_chapter
from autograder.percent import percent_cells
from autograder.submissions.handins import Place
from autograder.submissions.reading import CHECK_CALL, SubmissionError, read_submission

if TYPE_CHECKING:  # copydetect imports pyplot, and who only reads a `Likeness` need not wait for it
    from copydetect import CodeFingerprint

ASSIGNMENTS = PACKAGE.parent / "assignments"
# Lengths are in characters of filtered code, where every name is one letter and comments are nothing.
PASSAGE = 25  # the shortest passage that counts as shared: a line or two
ENOUGH = 300  # what must be left of a submission to be compared
MOST = 200_000
COMMON = 10  # a passage that more submissions than this have says nothing of two (MOSS has the same limit)
# Measured on all chapters: right answers written in different ways are at most 0.28 alike; ten students who
# each take one of the known ways at random, and so have many exercises word for word the same, at most 0.78;
# copies with other names of variables are at least 0.94 alike.
ALIKE = 0.85


@dataclass(frozen=True)
class Work:
    """What a student wrote of a chapter, the released code taken off."""

    student: str
    place: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two submissions that are alike.

    Attributes
    ----------
    share : float
        How much of the shorter one stands in the other, from 0 to 1.
    length : int
        How many characters of filtered code they share.
    known : float
        How much of what they share stands in the course's own answers too, from 0 to 1.
    marked : tuple of frozenset of int
        The lines of each that the other has too, from 0.
    """

    first: Work
    second: Work
    share: float
    length: int
    known: float
    marked: tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Likeness:
    """What comparing a chapter gave.

    Attributes
    ----------
    pairs : tuple of Pair
        Those that are alike, the most alike first.
    usual : float
        The median share over all pairs.
    compared : int
        How many submissions had enough of their own.
    not_compared : tuple of str
        The others, each with the reason.
    """

    chapter: str
    pairs: tuple[Pair, ...]
    usual: float
    compared: int
    not_compared: tuple[str, ...]


@cache
def released_cells(chapter: str) -> tuple[str, ...]:
    """The code cells that every student is given."""
    text = (ASSIGNMENTS / chapter / f"{chapter}.py").read_text(encoding="utf-8")
    return tuple(cell.source.strip() for cell in percent_cells(text) if cell.is_code)


@cache
def released_docstrings(chapter: str) -> tuple[str, ...]:
    """The docstrings of the stubs, as they stand in the source; the longest first."""
    found = set()
    for source in released_cells(chapter):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
                found.add(ast.get_source_segment(source, node.body[0]) or "")
    return tuple(sorted(found - {""}, key=len, reverse=True))


def own_work(cells: Iterable[str], chapter: str) -> str:
    """A submission's code without the cells that were released, checks, and the stubs' docstrings."""
    released = set(released_cells(chapter))
    kept = (c.strip() for c in cells if c.strip() not in released and not CHECK_CALL.match(c.strip()))
    text = "\n\n".join(kept)
    for docstring in released_docstrings(chapter):
        text = text.replace(docstring, "...")
    return text.encode("utf-8", "replace").decode("utf-8")


def compare_class(places: Iterable[Place], chapter: str, tell: Callable[[int, int], None]) -> Likeness:
    """Compare all of one chapter with each other.

    Parameters
    ----------
    places : iterable of Place
        What was handed in on this chapter.
    chapter : str
        Its name.
    tell : callable
        Called with how many pairs are done and how many there are.
    """
    works, reasons = _read(places, chapter)
    prints = list(zip(works, _fingerprints(works, chapter), strict=True))
    enough = [(work, print_) for work, print_ in prints if print_.token_coverage >= ENOUGH]
    little = [work.student for work, print_ in prints if print_.token_coverage < ENOUGH]
    reasons += [f"{student}: too little of their own to compare" for student in little]
    shares, pairs = _pairs(enough, chapter, tell)
    usual = statistics.median(shares) if shares else 0.0
    return Likeness(chapter, tuple(pairs), usual, len(enough), tuple(sorted(reasons)))


def _pairs(
    enough: list[tuple[Work, CodeFingerprint]], chapter: str, tell: Callable[[int, int], None]
) -> tuple[list[float], list[Pair]]:
    """How alike every two are, and those that stand out."""
    from copydetect import compare_files

    shares: list[float] = []
    pairs: list[Pair] = []
    total = len(enough) * (len(enough) - 1) // 2
    for done, ((w1, p1), (w2, p2)) in enumerate(itertools.combinations(enough, 2)):
        if done % 500 == 0:
            tell(done, total)
        if w1.student == w2.student:
            continue
        length, both, slices = compare_files(p1, p2)
        shares.append(min(float(max(both)), 1.0))
        if shares[-1] >= ALIKE:
            known = _known(p1.hashes & p2.hashes, chapter)
            marked = _lines(w1.text, slices[0]), _lines(w2.text, slices[1])
            pairs.append(Pair(w1, w2, shares[-1], int(length), known, marked))
    pairs.sort(key=lambda p: (-p.share, -p.length, p.first.student, p.second.student))
    return shares, pairs


def _read(places: Iterable[Place], chapter: str) -> tuple[list[Work], list[str]]:
    works, reasons = [], []
    for place in places:
        handin = place.open()
        try:
            if handin.problem:
                raise SubmissionError(handin.problem)
            cells = read_submission(handin.data, handin.file).cells
            text = own_work(cells, chapter)
            if len(text) > MOST:
                raise SubmissionError(f"over {MOST:,} characters of code")
            works.append(Work(handin.student, handin.place, text))
        except SubmissionError as error:
            reasons.append(f"{handin.student}: {error}")
    return works, reasons


def _fingerprints(works: list[Work], chapter: str) -> list[CodeFingerprint]:
    """Each submission's passages, without those that were released or that many have."""
    stub = "\n\n".join((*released_cells(chapter), own_work(released_cells(chapter), chapter)))
    released = _fingerprint(stub, ()).hashes
    first = {text: _fingerprint(text, released) for text in {work.text for work in works}}
    counts = Counter(itertools.chain.from_iterable(p.hashes for p in first.values()))
    common = {passage for passage, count in counts.items() if count > COMMON}
    if common:
        first = {text: _fingerprint(text, released | common) for text in first}
    return [first[work.text] for work in works]


def _fingerprint(text: str, taken_off: Iterable[int]) -> CodeFingerprint:
    from copydetect import CodeFingerprint

    # With a window of 1 every passage counts, so that a run does not depend on how strings are hashed.
    boilerplate = np.array(sorted(taken_off), dtype=np.int64)
    if len(text) < PASSAGE:
        text = text.ljust(PASSAGE)
    return CodeFingerprint(
        "code.py", PASSAGE, 1, boilerplate=boilerplate, language="python", fp=io.StringIO(text)
    )


@cache
def _answers(chapter: str) -> frozenset[int]:
    sources = "\n\n".join(exercise.source for exercise in load_chapter(chapter).exercises)
    return frozenset(_fingerprint(own_work([sources], chapter), ()).hashes)


def _known(shared: set[int], chapter: str) -> float:
    return len(shared & _answers(chapter)) / max(len(shared), 1)


def _lines(text: str, slices: Any) -> frozenset[int]:
    """The lines that lie in slices of the text by at least half."""
    if len(slices) == 0:
        return frozenset()
    inside = np.zeros(len(text) + 1, dtype=bool)
    for start, end in zip(*slices.astype(int), strict=True):
        inside[start:end] = True
    return frozenset(_half_inside(text, inside))


def _half_inside(text: str, inside: Any) -> Iterator[int]:
    at = 0
    for number, line in enumerate(text.split("\n")):
        start = at + len(line) - len(line.lstrip())
        end = at + len(line)
        if end > start and inside[start:end].mean() >= 0.5:
            yield number
        at = end + 1
