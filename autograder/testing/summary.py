"""What pytest says to a student at the end: whose work was checked, and how each exercise stands."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pytest

from autograder.grading.diagnosis import FINGERPRINTS, KnownMistake, diagnose, read_fingerprints
from autograder.submissions.loading import LoadProblem
from autograder.submissions.reading import Submission
from autograder.testing.evidence import read_evidence
from autograder.testing.places import cause_of_missing, in_words_of, told
from autograder.testing.standing import Standing, State, explained
from autograder.testing.students import StudentError

MAX_PROBLEMS = 5
WIDTH = 74
PYTESTS_OWN_REPORTCHARS = "fE"
CHECKED = pytest.StashKey[dict[str, "Checked"]]()
STOPPED = pytest.StashKey[str]()


@dataclass
class Checked:
    """Whose work a grader file checks, for the summary.

    Attributes
    ----------
    file : str
        The notebook or script, as seen from where pytest was started.
    notes : tuple of str
        What the student should know about it.
    submission : Submission or None
        What is in it; None if it cannot be read.
    problems : tuple of LoadProblem
        Lines of it that did not run.
    unreadable : str
        Why it cannot be checked, or "".
    """

    file: str
    notes: tuple[str, ...] = ()
    submission: Submission | None = None
    problems: tuple[LoadProblem, ...] = ()
    unreadable: str = ""

    def explained(self, error: BaseException) -> str:
        """A failure in full, with what kept a missing function from being defined."""
        text = in_words_of(self.file, explained(error))
        if self.submission is None or not isinstance(error, StudentError) or not error.is_missing_name:
            return text
        cause = cause_of_missing(error.stub, self.submission, self.problems)
        return f"{text}\n  {cause}" if cause else text


def file_of(report: pytest.TestReport) -> str:
    """The grader file a report comes from, as pytest names it."""
    return report.nodeid.partition("::")[0]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """What cannot be checked is not a success."""
    unreadable = any(checked.unreadable for checked in session.config.stash[CHECKED].values())
    if unreadable and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was checked, what should be known of it, and a line an exercise."""
    standings: dict[str, dict[str, Standing]] = {name: {} for name in config.stash[CHECKED]}
    reports = [r for kind in ("passed", "failed", "skipped") for r in terminalreporter.getreports(kind)]
    for report in sorted(reports, key=lambda report: report.location[1] or 0):
        properties = dict(report.user_properties)
        if "standing" in properties:
            exercises = standings.setdefault(file_of(report), {})
            state, first = properties["standing"]
            evidence = read_evidence(properties["evidence"]) if properties.get("evidence") else None
            standing = exercises.setdefault(str(properties["exercise"]), Standing())
            standing.add(State(state), first, report.nodeid.rpartition("::")[2], evidence)
    terminalreporter.ensure_newline()
    if STOPPED in config.stash:
        terminalreporter.section("stopped by you while checking")
        terminalreporter.write_line(config.stash[STOPPED])
    if any(standings.values()) or config.stash[CHECKED]:
        terminalreporter.section("exercises")
        if config.option.reportchars == PYTESTS_OWN_REPORTCHARS:
            terminalreporter.reportchars = "E"  # these lines say it; -rf still lists the failures
    for name, exercises in standings.items():
        known = read_fingerprints((config.rootpath / name).parent / FINGERPRINTS)
        _write_chapter(terminalreporter, config.stash[CHECKED].get(name, Checked(name)), exercises, known)


def _write_chapter(
    terminal: pytest.TerminalReporter,
    checked: Checked,
    exercises: dict[str, Standing],
    known: dict[str, tuple[KnownMistake, ...]],
) -> None:
    terminal.write_line(checked.file, bold=True)
    if checked.unreadable:
        terminal.write_line(f"  cannot be checked: {checked.unreadable}", red=True)
    problems = [f"did not run: {told(problem, checked.file)}" for problem in checked.problems]
    more = [f"... and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
    for line in (*checked.notes, *problems[:MAX_PROBLEMS], *more):
        terminal.write_line(f"  {line}", yellow=True)
    width = max(map(len, exercises), default=0)
    for name, standing in exercises.items():
        complete = standing.passed == len(standing.states)
        failed = State.FAILED in standing.states
        terminal.write_line(
            f"  {name:<{width}}  {standing}", green=complete, red=failed, yellow=not complete and not failed
        )
        diagnosis = diagnose(standing.findings, known.get(name, ()))
        for line in textwrap.wrap(str(diagnosis), WIDTH) if diagnosis else []:
            terminal.write_line(f"    {line}")
