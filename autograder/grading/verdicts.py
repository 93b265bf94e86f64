"""What is said of a submission: records, and how outcomes of checks become them."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from autograder.cleaning import clean
from autograder.course.chapters import Exercise, load_chapter
from autograder.course.kit import kit_version
from autograder.grading.diagnosis import Diagnosis, Findings
from autograder.grading.judge import Check, Outcome
from autograder.testing.failures import CheckFailure
from autograder.testing.students import StudentError, StudentGone

DEFAULT_SEED = 0  # what named mistakes look like is kept for this one
SEED_DIGITS = 13  # of the digest of the code: as many as a number has room for in every reader of JSON
WRONG = ("partial", "failed")  # statuses of an answer that is there, and comes back
_NUMBERS_OF_AN_INPUT = re.compile(
    r"-?\d*\.\d+(e[+-]?\d+)?|-?\d+\.?e[+-]?\d+|-?\d+\.(?=\s*([-\d\]),]|$))|\d{6,}"
)


def seed_for(code: str, asked: int | None = None) -> int:
    """The seed of the graders' random inputs: drawn from the code that is judged.

    The same code meets the same inputs; whoever changes a letter meets others, so that no answer can be put
    together from what was said of the one before.

    Parameters
    ----------
    code : str
        Digest of the code, see `Submission.code`; "" if there is none.
    asked : int, optional
        The seed that somebody asked for.
    """
    if asked is not None:
        return asked
    return int(code[:SEED_DIGITS], 16) if code else DEFAULT_SEED


@dataclass(frozen=True)
class CheckResult:
    """What became of one check of an exercise.

    Attributes
    ----------
    passed : bool
        The verdict that counts: with references beneath, where that is better.
    own : bool
        The verdict with the student's own functions beneath.
    message : str
        Why it failed, with the student's own functions beneath; of what fails over references too, why there.
    """

    name: str
    title: str
    passed: bool
    own: bool
    message: str


@dataclass(frozen=True)
class ExerciseResult:
    """What became of one exercise.

    Attributes
    ----------
    status : str
        passed, partial, failed, not_started, missing, timeout or crashed.
    carried_forward : bool
        Whether points were earned only with references beneath: an earlier exercise's mistake costs once.
    diagnosis : Diagnosis or None
        The named mistake that gives exactly these wrong numbers.
    smallest : str
        The smallest input found on which it is wrong, and what it gives; "" if there is none.
    signature : str
        The same for answers that are wrong in the same way, where that way has no name; else "".
    answers : tuple of tuple of float
        What it gives, right or wrong, for small inputs that are one or two numbers: the inputs, the answer.
    first_aid : str
        What is certainly amiss, by the code and the exception; "" if nothing is certain.
    """

    name: str
    points: float
    max_points: int
    status: str
    carried_forward: bool
    checks: tuple[CheckResult, ...]
    diagnosis: Diagnosis | None = None
    smallest: str = ""
    signature: str = ""
    answers: tuple[tuple[float, ...], ...] = ()
    first_aid: str = ""

    @property
    def cluster(self) -> str:
        """What answers that are wrong in this same way are called; "" if this one is in no cluster."""
        return f"{self.name}-{self.signature}" if self.signature else ""


class Rank(NamedTuple):
    """Of several hand-ins of a chapter the highest counts."""

    is_verdict: bool
    points: float


@dataclass(frozen=True)
class Report:
    """Everything that is said of one submission; a line of results.jsonl.

    Attributes
    ----------
    place : str
        What tells this hand-in from others of the same student and chapter.
    sha256, code : str
        Digests of the file, and of the code that was run; "" if there is none.
    file_notes, notes : tuple of str
        What the teacher should know about what was handed in, and about the code that was run.
    kit_version : str
        Version and digest of the graders, see `autograder.course.kit`.
    seconds : float
        Wall-clock time: the only field that may differ between two runs.
    infrastructure_error : str or None
        What went wrong on our side. Such a submission has no verdict and must be graded again.
    """

    student: str
    chapter: str
    file: str
    place: str
    sha256: str
    code: str
    points: float
    max_points: int
    seed: int
    kit_version: str
    seconds: float
    file_notes: tuple[str, ...]
    notes: tuple[str, ...]
    infrastructure_error: str | None
    exercises: tuple[ExerciseResult, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in the order of the fields."""
        return asdict(self)

    @property
    def rank(self) -> Rank:
        """A verdict comes before none, then the points decide."""
        return Rank(self.infrastructure_error is None, self.points)

    @property
    def of(self) -> tuple[str, str, str]:
        """The hand-in that it is about; reports are sorted by it."""
        return self.student, self.chapter, self.place


def ungradable(
    chapter: str,
    reason: str,
    *,
    student: str = "",
    file: str = "",
    sha256: str = "",
    seed: int = DEFAULT_SEED,
) -> Report:
    """The report of a submission that cannot be read: no points, and a sentence why."""
    course = load_chapter(chapter)
    missing = tuple(ExerciseResult(e.name, 0.0, e.points, "missing", False, ()) for e in course.exercises)
    return Report(
        student=student,
        chapter=chapter,
        file=file,
        place=file,
        sha256=sha256,
        code="",
        points=0.0,
        max_points=course.points,
        seed=seed,
        kit_version=kit_version(),
        seconds=0.0,
        file_notes=(),
        notes=(reason,),
        infrastructure_error=None,
        exercises=missing,
    )


def not_judged(chapter: str, reason: str, *, code: str, seed: int) -> Report:
    """The report of a submission that has no verdict for a reason on our side."""
    empty = ungradable(chapter, reason, seed=seed)
    return replace(empty, code=code, notes=(), infrastructure_error=reason, exercises=())


def result_of(exercise: Exercise, firsts: list[Outcome], again: dict[Check, Outcome]) -> ExerciseResult:
    """Points by the better verdict; what fails over references too is explained by that: it is its own."""
    finals = [again.get(o.check, o) for o in firsts]
    passed = sum(o.passed for o in finals)
    checks = tuple(
        CheckResult(f.check.name, f.check.title, o.passed, f.passed, _why(f, o))
        for f, o in zip(firsts, finals, strict=True)
    )
    return ExerciseResult(
        name=exercise.name,
        points=round(exercise.points * passed / len(finals), 2) if finals else 0.0,
        max_points=exercise.points,
        status=_status(finals),
        carried_forward=any(o.passed and not f.passed for f, o in zip(firsts, finals, strict=True)),
        checks=checks,
    )


def _why(first: Outcome, final: Outcome) -> str:
    if first.passed:
        return ""
    return _message((first if final.passed else final).error)


def _status(outcomes: list[Outcome]) -> str:
    errors = [o.error for o in outcomes if o.error is not None]
    if not errors:
        return "passed" if outcomes else "missing"
    if len(errors) < len(outcomes):
        return "partial"
    if all(isinstance(e, StudentError) and e.is_not_written for e in errors):
        return "not_started"
    if all(isinstance(e, StudentError) and e.type_name == "MissingName" for e in errors):
        return "missing"
    return next((e.status for e in errors if isinstance(e, StudentGone)), "failed")


def _message(error: BaseException | None) -> str:
    """What a student may read about a failure on hidden inputs."""
    if isinstance(error, CheckFailure):
        return error.safe_text()
    if isinstance(error, StudentGone):
        return str(error)
    if isinstance(error, StudentError):
        if error.is_not_written:
            return "not written yet"
        said = f": {masked(error.message)}" if error.message else ""
        where = f" ({error.where})" if error.where else ""
        missing = error.type_name == "MissingName"
        return f"{masked(error.message)}." if missing else f"{error.type_name}{said}{where}"
    return f"what came back could not be used: {masked(clean(str(error), 200))}"


def masked(text: str) -> str:
    """An exception's text in a line without the numbers of a hidden input; shapes and small integers stay."""
    return clean(_NUMBERS_OF_AN_INPUT.sub("...", " ".join(text.split())), 300)


def findings_of(firsts: list[Outcome], again: dict[Check, Outcome]) -> Findings:
    """What the checks that count against a student saw."""
    finals = [again.get(o.check, o) for o in firsts]
    return {o.check.name: o.evidence for o in finals if o.evidence is not None}
