"""What a regrade would change, and why: nothing is written until it is applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from autograder.classroom.best import best_handins
from autograder.classroom.grades import write_grades
from autograder.classroom.results import GRADES, as_line, reports_in_order, results_file
from autograder.course.chapters import PACKAGE
from autograder.grading.verdicts import ExerciseResult, Report, seed_for
from autograder.writing import whole_file

CHANGELOG = PACKAGE.parent / "CHANGELOG.md"
Key = tuple[str, str]


@dataclass(frozen=True)
class Change:
    """One exercise of one student that would be worth something else.

    Attributes
    ----------
    old, new : float
        Points.
    why : tuple of str
        Checks whose verdict changes, each with ``+`` (passes now) or ``-``, or another reason.
    """

    student: str
    chapter: str
    exercise: str
    old: float
    new: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs over the same class.

    Attributes
    ----------
    changes : tuple of Change
        By student, chapter and exercise.
    gone, added : tuple of Key
        Student and chapter that only one of the runs has.
    versions : tuple of str
        Kit versions of the two, with seeds that were asked for, as text.
    entries : tuple of str
        What the changelog says of the exercises that changed.
    """

    students: int
    changes: tuple[Change, ...]
    gone: tuple[Key, ...]
    added: tuple[Key, ...]
    versions: tuple[str, str]
    entries: tuple[str, ...]


def compare(old: Path, new: Path) -> Comparison:
    """Compare two files of results, or folders that hold one.

    Raises
    ------
    ResultsError
        If one of them cannot be read.
    """
    before, after = _counting(old), _counting(new)
    changes = tuple(
        c for key in sorted(before.keys() & after.keys()) for c in _changes(before[key], after[key])
    )
    return Comparison(
        students=len({student for student, _ in before | after}),
        changes=changes,
        gone=tuple(sorted(before.keys() - after.keys())),
        added=tuple(sorted(after.keys() - before.keys())),
        versions=(_versions(before), _versions(after)),
        entries=tuple(changelog_entries({f"{c.chapter}/{c.exercise}" for c in changes})),
    )


def _counting(path: Path) -> dict[Key, Report]:
    """The report that counts of each student and chapter."""
    return {(r.student, r.chapter): r for r in best_handins(reports_in_order(path))}


def _versions(reports: dict[Key, Report]) -> str:
    versions = sorted({f"{r.kit_version}{_seed(r)}" for r in reports.values()})
    return " and ".join(versions) or "nothing"


def _seed(report: Report) -> str:
    """Of one that was asked for."""
    return "" if report.seed == seed_for(report.code) else f", seed {report.seed}"


def _changes(old: Report, new: Report) -> Iterator[Change]:
    before = {e.name: e for e in old.exercises}
    for exercise in new.exercises:
        known = before.pop(exercise.name, None)
        points = known.points if known else 0.0
        if points != exercise.points:
            why = _why(known, exercise, old, new)
            yield Change(new.student, new.chapter, exercise.name, points, exercise.points, why)
    for name, lost in before.items():
        if lost.points:
            yield Change(new.student, new.chapter, name, lost.points, 0.0, _why(None, lost, old, new))


def _why(old: ExerciseResult | None, new: ExerciseResult, before: Report, after: Report) -> tuple[str, ...]:
    if before.infrastructure_error or after.infrastructure_error:
        return (f"no verdict: {before.infrastructure_error or after.infrastructure_error}",)
    if before.sha256 != after.sha256:
        return ("another file was handed in",)
    if old is None:
        return ("one of the two does not know this exercise",)
    verdicts = {check.name: check.passed for check in old.checks}
    changed = [
        f"{'+' if c.passed else '-'} {c.title}" for c in new.checks if c.passed != verdicts.get(c.name)
    ]
    changed += [
        f"- {name}, which is no longer asked" for name in verdicts.keys() - {c.name for c in new.checks}
    ]
    if old.max_points != new.max_points:
        changed.append(f"it is worth {new.max_points} points now, not {old.max_points}")
    return tuple(changed) or ("the same checks have other weights",)


def changelog_entries(exercises: set[str]) -> Iterator[str]:
    """Lines of the changelog (``- chapter/exercise: ...``) about some exercises, each with its version."""
    version = ""
    for line in CHANGELOG.read_text(encoding="utf-8").splitlines() if CHANGELOG.is_file() else []:
        if line.startswith("## "):
            version = line[3:].split()[0]
        match = re.match(r"- (ch\d\d_\w+/\w+): ", line)
        if match and match[1] in exercises:
            yield f"{version}: {line[2:]}"


def table(comparison: Comparison) -> Table:
    """A row a change, within 80 columns."""
    made = Table(box=None, pad_edge=False)
    made.add_column("student", overflow="ellipsis", max_width=16, no_wrap=True)
    made.add_column("exercise", overflow="fold", max_width=18)
    made.add_column("points", justify="right", no_wrap=True)
    made.add_column("why", max_width=34)
    for c in comparison.changes:
        points = f"{c.old:g} > {c.new:g}"
        made.add_row(c.student, f"{c.chapter[:4]} {c.exercise}", points, "\n".join(c.why))
    return made


def apply(old: Path, new: Path) -> Path:
    """Put the new results in the place of the old ones, and rewrite the grades.

    Hand-ins that only the old run has, or that the new one has no verdict on, keep what they had.

    Returns
    -------
    Path
        Where the old ones are kept.
    """
    old = results_file(old)
    before, after = ({r.of: r for r in reports_in_order(path)} for path in (old, new))
    judged = {of: report for of, report in after.items() if report.rank.is_verdict or of not in before}
    reports = sorted((before | judged).values(), key=lambda report: report.of)
    with whole_file(old) as unfinished:
        unfinished.write_text("".join(map(as_line, reports)), encoding="utf-8")
        kept = old.replace(old.with_name(old.name + ".1"))
    write_grades(reports, old.with_name(GRADES))
    return kept
