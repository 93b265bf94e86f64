"""A cluster of answers that are wrong in the same way becomes a named mistake of the bank."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder import mistakes
from autograder.course.chapters import load_chapter
from autograder.course.sources import CourseError
from autograder.grading.verdicts import Report
from autograder.mistakes import Mistake, load_mistakes
from autograder.percent import percent_cells
from autograder.submissions.answers import AnswerError, answer_in
from autograder.submissions.choosing import open_submission
from autograder.submissions.files import read_file
from autograder.submissions.reading import Submission, SubmissionError, read_submission
from autograder.writing import whole_file

LONGEST = 200  # characters of an explanation: it is a sentence


class NamingError(Exception):
    """A mistake that cannot be saved; the text says why."""


@dataclass(frozen=True)
class Cluster:
    """Answers to one exercise that are wrong in the same way.

    Attributes
    ----------
    fails : tuple of str
        The checks that they fail.
    codes : frozenset of str
        Digests of the code that its members handed in.
    """

    name: str
    chapter: str
    exercise: str
    fails: tuple[str, ...]
    codes: frozenset[str]


def find_cluster(reports: Iterable[Report], name: str) -> Cluster:
    """The cluster of this name in some results.

    Raises
    ------
    NamingError
        If there is none; the text names those there are.
    """
    found, known = None, set()
    codes = set()
    for report in reports:
        for exercise in report.exercises:
            cluster = exercise.cluster
            known |= {cluster} - {""}
            if cluster == name:
                codes.add(report.code)
                fails = tuple(check.name for check in exercise.checks if not check.passed)
                found = Cluster(name, report.chapter, exercise.name, fails, frozenset(codes))
    if found is None:
        shown = ", ".join(sorted(known)[:8]) or "none"
        raise NamingError(f"there is no cluster {name} in these results; there are {shown}")
    return found


def mistake_of(cluster: Cluster, path: Path, name: str, explanation: str, hint: str) -> Mistake:
    """A mistake with the code of a member of the cluster, which is not run.

    Raises
    ------
    NamingError
        If the file is no member's, its answer cannot be taken out, or the words do not do.
    """
    try:
        submission = _read(path, cluster.chapter)
    except (SubmissionError, OSError) as error:
        raise NamingError(f"{path} cannot be read: {error}") from None
    if submission.code not in cluster.codes:
        raise NamingError(f"{path} is not in {cluster.name}: give the file of one of its students, as graded")
    chapter = load_chapter(cluster.chapter)
    exercise = chapter.exercise(cluster.exercise)
    try:
        code = answer_in(submission.cells, chapter, exercise)
    except AnswerError as error:
        raise NamingError(f"{path}: {error}; write this mistake by hand") from None
    name, explanation, hint = (" ".join(said.split()) for said in (name, explanation, hint))
    made = Mistake(cluster.chapter, cluster.exercise, name, explanation, hint, cluster.fails, code)
    _refuse_words(made)
    return made


def _read(path: Path, chapter: str) -> Submission:
    return open_submission(path, chapter) if path.is_dir() else read_submission(read_file(path), path.name)


def _refuse_words(mistake: Mistake) -> None:
    if not mistake.explanation.endswith(".") or len(mistake.explanation) > LONGEST:
        raise NamingError(
            f"--explanation: expected one sentence of at most {LONGEST} characters, with a full stop"
        )
    if not mistake.hint.endswith((".", "?")):
        raise NamingError("--hint: expected a sentence or a question, with its full stop or question mark")
    for known in load_mistakes(mistake.chapter):
        if known.exercise == mistake.exercise and known.name == mistake.name:
            raise NamingError(
                f"{mistake.exercise} has a mistake {mistake.name!r} already; choose another --name"
            )
        if known.exercise == mistake.exercise and _same_code(known.code, mistake.code):
            raise NamingError(f"this very code is in the bank already, as {known.name!r}")


def _same_code(one: str, other: str) -> bool:
    return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))


def save(mistake: Mistake) -> Path:
    """Append it to its chapter's bank.

    Raises
    ------
    NamingError
        If it would not read back as it is, or the bank cannot be written.
    """
    path = mistakes.FOLDER / f"{mistake.chapter}.py"
    cell = as_cell(mistake)
    try:
        read_back = [mistakes.mistake_in(c, load_chapter(mistake.chapter)) for c in percent_cells(cell)]
    except CourseError as error:
        raise NamingError(f"this cannot be written down as a mistake: {error}") from None
    if read_back != [mistake]:
        raise NamingError(
            "quotes in the name, `Hint:` in a sentence, or a text over several lines in the code"
            " cannot be written down as a mistake; write it by hand"
        )
    try:
        before = path.read_text(encoding="utf-8").rstrip()
        with whole_file(path) as unfinished:
            unfinished.write_text(f"{before}\n\n{cell}", encoding="utf-8")
    except OSError as error:
        raise NamingError(f"{path} cannot be written: {error.strerror}") from None
    load_mistakes.cache_clear()
    return path


def as_cell(mistake: Mistake) -> str:
    """The mistake as a cell of its bank."""
    marker = f'# %% exercise="{mistake.exercise}" mistake="{mistake.name}" fails="{" ".join(mistake.fails)}"'
    return f"{marker}\n# {mistake.explanation}\n# Hint: {mistake.hint}\n{mistake.code}"
