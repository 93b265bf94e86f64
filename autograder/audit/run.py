"""`dlfs audit`: every measurement of the graders, and what they miss."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from autograder.audit.leaks import find_leaks
from autograder.audit.mutants import Mutant, load_equivalent, mutants_of, sampled
from autograder.audit.trials import SEEDS, Judged, WholeFile, each, earned, judge, survives
from autograder.byhand.search import load_by_hand
from autograder.classroom.pool import grade_class
from autograder.classroom.results import ResultsFile, as_line
from autograder.classroom.workers import ThisProcess, start_pool
from autograder.course.chapters import Chapter, load_chapter
from autograder.mistakes import Mistake, load_mistakes
from autograder.mistakes.alternatives import load_alternatives
from autograder.release.bundle import make_bundle
from autograder.sandbox.limits import Limits
from autograder.submissions.handins import Handin

Tell = Callable[[str, int, int], None]  # what, how many are done, of how many
ENOUGH_NAMED = 0.90
MOST_MISNAMED = 0.02
ENOUGH_KILLED = 0.97
# A mutant may never end; nothing right takes this long.
SHORT = Limits(cell_seconds=1.0, load_seconds=5.0, call_seconds=1.0, submission_seconds=20.0)


@dataclass
class ChapterAudit:
    """What was measured of one chapter.

    Attributes
    ----------
    mistakes, caught, named : int
        Named mistakes; those that fail every check they must, with two seeds; those called by their name.
    ticked : int
        Mistakes that pass all public checks: a learner without a teacher would believe them.
    shifting : int
        Mistakes that fail some more checks with one of the seeds than with the other.
    misnamed : int
        Mistakes called by another's name, when all names are known, or when their own is not.
    explained : int
        Mistakes for which a small failing input was found.
    alternatives, accepted : int
        Right answers; those with full marks and no diagnosis, that pass in public, too.
    mutants, killed, equivalent : int
        Changed references; those that fail a check; those that are right answers by our judgement.
    problems : list of str
        All that must not be: each makes the audit fail.
    survivors : list of str
        Mutants that no check notices, as diffs.
    """

    name: str
    exercises: int
    mistakes: int = 0
    caught: int = 0
    named: int = 0
    misnamed: int = 0
    ticked: int = 0
    shifting: int = 0
    explained: int = 0
    alternatives: int = 0
    accepted: int = 0
    mutants: int = 0
    killed: int = 0
    equivalent: int = 0
    problems: list[str] = field(default_factory=list)
    survivors: list[str] = field(default_factory=list)


@dataclass
class Audit:
    """The whole measurement."""

    chapters: list[ChapterAudit]

    def total(self, attribute: str) -> int:
        """A count over all chapters."""
        return sum(getattr(chapter, attribute) for chapter in self.chapters)

    def share(self, part: str, whole: str) -> float:
        """A share over all chapters; 1 of nothing."""
        return self.total(part) / self.total(whole) if self.total(whole) else 1.0

    @property
    def mutation_score(self) -> float:
        """Killed mutants among those that are wrong answers."""
        wrong = self.total("mutants") - self.total("equivalent")
        return self.total("killed") / wrong if wrong else 1.0

    def problems(self) -> Iterator[str]:
        """Everything that is not as it must be."""
        for chapter in self.chapters:
            yield from (f"{chapter.name}: {problem}" for problem in chapter.problems)
        if self.share("named", "mistakes") < ENOUGH_NAMED:
            yield f"only {self.share('named', 'mistakes'):.1%} of the mistakes are called by their name"
        if self.total("mistakes") and self.share("misnamed", "mistakes") > MOST_MISNAMED:
            yield f"{self.share('misnamed', 'mistakes'):.1%} of the mistakes are called by another's name"
        if self.mutation_score < ENOUGH_KILLED:
            yield f"only {self.mutation_score:.1%} of the mutants are noticed"

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for audit.json."""
        return {
            "chapters": [asdict(c) for c in self.chapters],
            "named": self.share("named", "mistakes"),
            "misnamed": self.total("misnamed") / max(self.total("mistakes"), 1),
            "mutation_score": self.mutation_score,
            "problems": list(self.problems()),
        }


def audit(names: Sequence[str], jobs: int, mutants: int | None, progress: Tell) -> Audit:
    """Measure the graders of some chapters.

    Parameters
    ----------
    names : sequence of str
        Chapters.
    jobs : int
        Worker processes.
    mutants : int or None
        How many mutants to try, evenly spread; all of them if None.
    progress : callable
        Told what is going on.
    """
    from autograder.release.assignments import release  # nbgrader takes a second to import

    found = {name: ChapterAudit(name, len(load_chapter(name).exercises)) for name in names}
    with tempfile.TemporaryDirectory() as folder, start_pool(jobs) as pool:
        course = Path(folder)
        release(names, course)
        _whole_files(found, course, pool, progress)
        _banks(found, pool, progress)
        _leaks(found, course)
    _same_every_time(found, jobs)
    with start_pool(jobs, SHORT) as pool:
        _mutants(found, mutants, pool, progress)
    return Audit(list(found.values()))


def _whole_files(found: dict[str, ChapterAudit], course: Path, pool: Any, progress: Tell) -> None:
    """References earn everything whatever the random numbers, releases nothing."""
    trials = []
    for name in found:
        source = load_chapter(name).path.read_bytes()
        trials += [WholeFile(name, f"{name}.py", source, seed) for seed in SEEDS]
        folder = course / "assignments" / name
        trials += [WholeFile(name, p, (folder / p).read_bytes(), 0) for p in (f"{name}.py", f"{name}.ipynb")]
    tell = _Counter(progress, "references and releases", len(trials))
    for (name, file, data, seed), (points, most, statuses) in each(pool, earned, trials, tell):
        is_reference = data == load_chapter(name).path.read_bytes()
        if is_reference and points != most:
            found[name].problems.append(f"the references earn {points:g} of {most} with seed {seed}")
        if not is_reference and (points or set(statuses) != {"not_started"}):
            found[name].problems.append(f"the untouched {file} earns {points:g}: {sorted(set(statuses))}")


def _banks(found: dict[str, ChapterAudit], pool: Any, progress: Tell) -> None:
    mistakes = [m for name in found for m in load_mistakes(name)]
    tell = _Counter(progress, "mistakes", len(mistakes))
    for mistake, judged in each(pool, judge, mistakes, tell):
        _count_mistake(found[mistake.chapter], mistake, judged)
    alternatives = [a for name in found for a in load_alternatives(name)]
    tell = _Counter(progress, "right answers", len(alternatives))
    for alternative, judged in each(pool, judge, alternatives, tell):
        chapter = found[alternative.chapter]
        chapter.alternatives += 1
        failed = ", ".join((*judged.failed, *judged.again, *judged.in_public))
        chapter.accepted += not (failed or judged.named)
        if failed or judged.named:
            chapter.problems.append(f"false fail: {alternative}: {failed} {judged.named}")


def _count_mistake(chapter: ChapterAudit, mistake: Mistake, judged: Judged) -> None:
    missed = sorted(set(mistake.fails) - (set(judged.failed) & set(judged.again)))
    chapter.mistakes += 1
    chapter.caught += not missed
    chapter.named += judged.named == mistake.name
    chapter.misnamed += bool(judged.without_itself) or judged.named not in ("", mistake.name)
    chapter.explained += judged.smallest
    chapter.ticked += not judged.in_public
    if not judged.in_public:
        chapter.problems.append(f"false tick: {mistake} passes all public checks")
    chapter.shifting += judged.again != judged.failed
    if missed:
        chapter.problems.append(f"false pass: {mistake}: {', '.join(missed)}")
    leaks = [line for line in find_leaks(judged.feedback, mistake.chapter) if line not in _shown_to(mistake)]
    if leaks:
        chapter.problems.append(f"the feedback on {mistake} says {leaks[0]!r}")


def _shown_to(mistake: Mistake) -> str:
    """What feedback may quote: the lines of the file that was judged, and how it was asked by hand."""
    cells = load_chapter(mistake.chapter).cells_with({mistake.exercise: mistake.code})
    asked = load_by_hand(mistake.chapter).get(mistake.exercise)
    return "\n".join((*cells, asked.steps, *asked.results) if asked else cells)


def _leaks(found: dict[str, ChapterAudit], course: Path) -> None:
    """No line of an answer, hidden check or mistake in what students get."""
    folders = [course / "assignments" / name for name in found]
    with zipfile.ZipFile(make_bundle(course / "dist", folders)) as bundle:
        for name, chapter in found.items():
            members = [m for m in bundle.namelist() if m.startswith(name)]
            texts = {m: bundle.read(m).decode() for m in members}
            chapter.problems += [
                f"{m} says {x!r}" for m, text in texts.items() for x in find_leaks(text, name)
            ]


def _same_every_time(found: dict[str, ChapterAudit], jobs: int) -> None:
    """Two runs, and one worker against several, give the same bytes."""
    handins = [h for name in found for h in _sample(load_chapter(name))]
    pools: list[Callable[[], Executor]] = [ThisProcess, ThisProcess, partial(start_pool, jobs)]
    runs = [_lines(handins, open_pool, jobs) for open_pool in pools]
    for first, *others in zip(*runs, strict=True):
        if any(other != first for other in others):
            found[first[0]].problems.append(f"{first[1]} is not judged alike every time")


def _sample(chapter: Chapter) -> Iterator[Handin]:
    """The references, and one file with a mistake in every exercise that has one."""
    wrong = {m.exercise: m.code for m in load_mistakes(chapter.name)}
    for student, answers in (("right", {}), ("wrong", wrong)):
        cells = "".join(f"# %%\n{cell}\n" for cell in chapter.cells_with(answers))
        yield Handin(student, chapter.name, f"{chapter.name}.py", cells.encode())


def _lines(handins: list[Handin], open_pool: Callable[[], Executor], jobs: int) -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder, ResultsFile(Path(folder)) as results:
        reports = [replace(r, seconds=0.0) for r in grade_class(handins, open_pool, jobs, None, results)]
    return sorted((r.chapter, r.student, as_line(r)) for r in reports)


def _mutants(found: dict[str, ChapterAudit], count: int | None, pool: Any, progress: Tell) -> None:
    made = [m for name in found for m in mutants_of(load_chapter(name))]
    equivalent = load_equivalent()
    tried = made if count is None else sampled(made, count)
    tell = _Counter(progress, "mutants", len(tried))
    for mutant, survived in each(pool, survives, tried, tell):
        chapter = found[mutant.chapter]
        listed = (mutant.chapter, mutant.exercise, mutant.diff) in equivalent
        chapter.mutants += 1
        chapter.equivalent += listed and survived
        chapter.killed += not survived
        if survived and not listed:
            chapter.survivors.append(f"{mutant.exercise}\n{mutant.diff}")
        if listed and not survived:
            chapter.problems.append(f"listed as equivalent but noticed: {mutant.exercise}\n{mutant.diff}")
    if count is None:
        _stale(found, equivalent, made)


def _stale(
    found: dict[str, ChapterAudit], equivalent: dict[tuple[str, str, str], str], made: list[Mutant]
) -> None:
    present = {(m.chapter, m.exercise, m.diff) for m in made}
    for chapter, exercise, diff in set(equivalent) - present:
        if chapter in found:
            found[chapter].problems.append(f"listed as equivalent but no mutant: {exercise}\n{diff}")


class _Counter:
    """Tells how far a stage is."""

    def __init__(self, progress: Tell, what: str, total: int) -> None:
        self.tell = partial(progress, what)
        self.total = total
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        self.tell(self.count, self.total)
