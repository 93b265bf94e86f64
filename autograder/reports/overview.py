"""The class at a glance, gathered one student at a time: few words of each report are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.cleaning import clean
from autograder.grading.diagnosis import Diagnosis
from autograder.grading.verdicts import ExerciseResult, Report
from autograder.reports.text import STATUS_WORDS
from autograder.reports.views import title_of

SLOWEST = 5
BANDS = 5  # shades of the heat map


class Person(NamedTuple):
    """A student as the class page names one: with a link."""

    name: str
    page: str


class Cell(NamedTuple):
    """One exercise of one student in the heat map; `kind` is its colour, `title` what no number says."""

    points: str
    kind: str
    status: str
    title: str


@dataclass(frozen=True)
class Row:
    """One student in the heat map; cells by chapter and exercise, none where there is no verdict."""

    person: Person
    total: str
    share: float
    seconds: float
    remarks: tuple[str, ...]
    without_verdict: frozenset[str]
    cells: dict[tuple[str, str], Cell]

    @property
    def kinds(self) -> str:
        """What it can be filtered by."""
        statuses = {cell.status for cell in self.cells.values()}
        found = {
            "open": bool(statuses - {"passed"}),
            "untouched": bool(statuses & {"not_started", "missing"}),
            "remarks": bool(self.remarks),
            "lost": bool(self.without_verdict),
        }
        return " ".join(kind for kind, holds in found.items() if holds)


@dataclass
class Column:
    """One exercise, and how the class did in it."""

    chapter: str
    exercise: str
    max_points: int
    answers: int = 0
    passed: int = 0
    untouched: int = 0
    shares: float = 0.0

    def add(self, result: ExerciseResult) -> None:
        """One more student."""
        self.answers += 1
        self.passed += result.status == "passed"
        self.untouched += result.status in ("not_started", "missing")
        self.shares += result.points / result.max_points if result.max_points else 0.0


@dataclass
class Group:
    """Students whose answers are wrong in the same way: a named mistake's, or a cluster without a name."""

    chapter: str
    exercise: str
    cluster: str
    diagnosis: Diagnosis | None
    failed: tuple[str, ...]
    smallest: str
    people: list[Person] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many answers."""
        return len(self.people)


class Failure(NamedTuple):
    """A hand-in without a verdict, for a reason on our side."""

    person: Person
    chapter: str
    reason: str


class Overview:
    """What the class page shows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.failures: list[Failure] = []
        self.kits: set[str] = set()
        self._columns: dict[tuple[str, str], Column] = {}
        self._groups: dict[tuple[str, str, str], Group] = {}
        self._remarks: dict[str, list[Person]] = {}
        self._times: list[tuple[float, Person, str]] = []

    def add(self, name: str, page: str, reports: list[Report]) -> None:
        """One more student, with the best report of each chapter."""
        person = Person(name, page)
        cells: dict[tuple[str, str], Cell] = {}
        for report in reports:
            self.kits.add(f"{report.kit_version}, seed {report.seed}")
            self._times.append((report.seconds, person, report.chapter))
            if report.infrastructure_error is not None:
                self.failures.append(Failure(person, report.chapter, clean(report.infrastructure_error, 300)))
            for result in report.exercises:
                cells[report.chapter, result.name] = _cell(result)
                self._count(report.chapter, result, person)
        self._add_row(person, reports, cells)

    def _add_row(self, person: Person, reports: list[Report], cells: dict[tuple[str, str], Cell]) -> None:
        remarks = tuple(clean(note, 300) for r in reports for note in (*r.file_notes, *r.notes))
        for remark in dict.fromkeys(remarks):
            self._remarks.setdefault(remark, []).append(person)
        without = frozenset(r.chapter for r in reports if r.infrastructure_error is not None)
        points = round(sum(r.points for r in reports), 2)
        most = sum(r.max_points for r in reports)
        seconds = round(sum(r.seconds for r in reports), 2)
        total = "" if without else f"{points:g}"
        self.rows.append(Row(person, total, points / most if most else 0.0, seconds, remarks, without, cells))

    def _count(self, chapter: str, result: ExerciseResult, person: Person) -> None:
        column = Column(chapter, result.name, result.max_points)
        self._columns.setdefault((chapter, result.name), column).add(result)
        cluster = result.cluster
        name = result.diagnosis.name if result.diagnosis else cluster
        if name:
            failed = tuple(check.title for check in result.checks if not check.passed)
            group = Group(chapter, result.name, cluster, result.diagnosis, failed, clean(result.smallest))
            self._groups.setdefault((chapter, result.name, name), group).people.append(person)

    @property
    def students(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def mean(self) -> float:
        """Share of the points, of those with a verdict on everything."""
        shares = [row.share for row in self.rows if not row.without_verdict]
        return sum(shares) / len(shares) if shares else 0.0

    @property
    def complete(self) -> int:
        """How many have all points."""
        return sum(row.share >= 1 for row in self.rows)

    def students_in(self, cluster: str) -> int:
        """How many students a cluster has."""
        return sum(len(group.people) for group in self._groups.values() if group.cluster == cluster)

    @property
    def columns(self) -> list[Column]:
        """Every exercise, by chapter."""
        return sorted(self._columns.values(), key=lambda column: column.chapter)

    @property
    def chapters(self) -> list[tuple[str, str, int]]:
        """Name, title and number of exercises of each chapter."""
        names = [column.chapter for column in self.columns]
        return [(name, title_of(name), names.count(name)) for name in dict.fromkeys(names)]

    @property
    def mistakes(self) -> list[Group]:
        """Named mistakes, the commonest first."""
        return _by_size(group for group in self._groups.values() if group.diagnosis)

    @property
    def clusters(self) -> list[Group]:
        """Answers wrong in the same way that match no named mistake, the largest cluster first."""
        return _by_size(group for group in self._groups.values() if not group.diagnosis)

    @property
    def remarks(self) -> list[tuple[str, list[Person]]]:
        """What the teacher should know, and of whom; the commonest first."""
        return sorted(self._remarks.items(), key=lambda item: (-len(item[1]), item[0]))

    @property
    def times(self) -> dict[str, str]:
        """Seconds a submission takes, in words."""
        seconds = sorted(time for time, _, _ in self._times) or [0.0]
        places = {"median": len(seconds) // 2, "nine of ten within": int(len(seconds) * 0.9), "longest": -1}
        found = {"together": f"{sum(seconds):.1f} s"}
        return found | {name: f"{seconds[min(at, len(seconds) - 1)]:.2f} s" for name, at in places.items()}

    @property
    def slowest(self) -> list[tuple[float, Person, str]]:
        """The submissions that took longest."""
        return sorted(self._times, key=lambda time: -time[0])[:SLOWEST]


def _by_size(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda g: (-len(g.people), g.chapter, g.exercise, g.cluster))


def _cell(result: ExerciseResult) -> Cell:
    said = [STATUS_WORDS[result.status]] if result.status in ("missing", "timeout", "crashed") else []
    said += [result.diagnosis.name] if result.diagnosis else []
    said += [result.cluster] if result.signature else []
    if result.status in ("not_started", "missing"):
        return Cell("–", "none", result.status, ", ".join(said))
    share = result.points / result.max_points if result.max_points else 0.0
    band = BANDS - 1 if share >= 1 else int(share * (BANDS - 1))
    points = f"{result.points:g}{'+' * result.carried_forward}"
    return Cell(points, f"b{band}", result.status, ", ".join(said))
