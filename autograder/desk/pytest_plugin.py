"""pytest plugin: what pytest says to a student, of each check and at the end.

With it come the plugins that it stands on: whose work is checked, and what a grader file asks for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path

import pytest

from autograder.desk.aiding import aid, wanted_of
from autograder.desk.known import fingerprints_of
from autograder.first_aid.absent import syntax_error_at
from autograder.first_aid.beneath import Need, faulty_beneath
from autograder.first_aid.code import Code
from autograder.grading import submitted
from autograder.grading.diagnosis import KnownMistake, diagnose, read_fingerprints
from autograder.grading.submitted import CHECKED, Checked
from autograder.submissions.loading import LoadProblem
from autograder.testing import plugin
from autograder.testing.evidence import evidence_of, read_evidence
from autograder.testing.failures import CheckFailure
from autograder.testing.places import in_words_of, places_of, told
from autograder.testing.plugin import STUDENT, chapter_of
from autograder.testing.standing import Standing, State, first_to_write, state_of
from autograder.testing.students import StudentError, StudentGone

MAX_PROBLEMS = 5
VERDICTS = (CheckFailure, StudentError, StudentGone)
WIDTH, NARROWEST = 74, 20
PYTESTS_OWN_REPORTCHARS = "fE"
STOPPED = pytest.StashKey[str]()
ERRORS = pytest.StashKey[dict[tuple[str, str], list[BaseException]]]()  # by grader file and exercise


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Bring in what this plugin stands on (`pytest_plugins` would warn that it is imported already)."""
    for beneath in (plugin, submitted):
        pluginmanager.register(beneath, beneath.__name__)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ERRORS] = {}


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
        checked = config.stash[CHECKED].get(name, Checked(name))
        words = {e: _aided(config, name, e, checked, exercises) for e in exercises}
        known = _known((config.rootpath / name).resolve())
        _write_chapter(terminalreporter, checked, exercises, known, words)


def _aided(
    config: pytest.Config, name: str, exercise: str, checked: Checked, standings: dict[str, Standing]
) -> str:
    """First aid for an exercise of a grader file, else what to mend first in the same file."""
    chapter, errors = chapter_of(Path(name)), config.stash[ERRORS].get((name, exercise), [])
    if checked.submission is None or chapter is None:
        return ""
    code = Code.of_cells(checked.submission.on_their_lines)
    words = aid(chapter, exercise, code, errors)
    if not words and State.FAILED in standings[exercise].states:
        failed = {e for e, standing in standings.items() if State.FAILED in standing.states}

        def fails(need: Need) -> bool:
            return not need.chapter and need.name in failed

        words = faulty_beneath(exercise, code, wanted_of(chapter), fails)
    return in_words_of(checked.file, words)


def _known(file: Path) -> dict[str, tuple[KnownMistake, ...]]:
    return read_fingerprints(fingerprints_of(chapter_of(file) or "", file.parent))


def _write_chapter(
    terminal: pytest.TerminalReporter,
    checked: Checked,
    exercises: dict[str, Standing],
    known: dict[str, tuple[KnownMistake, ...]],
    words: dict[str, str],
) -> None:
    terminal.write_line(checked.file, bold=True)
    if checked.unreadable:
        terminal.write_line(f"  cannot be checked: {checked.unreadable}", red=True)
    problems = [f"did not run: {_told(problem, checked)}" for problem in checked.problems]
    more = [f"... and {len(problems) - MAX_PROBLEMS} more"] if len(problems) > MAX_PROBLEMS else []
    for line in (*checked.notes, *problems[:MAX_PROBLEMS], *more):
        terminal.write_line(f"  {line}", yellow=True)
    width = max(map(len, exercises), default=0)
    wrapped_at = max(NARROWEST, min(WIDTH, terminal.config.get_terminal_writer().fullwidth - 5))
    for name, standing in exercises.items():
        complete = standing.passed == len(standing.states)
        failed = State.FAILED in standing.states
        terminal.write_line(
            f"  {name:<{width}}  {standing}", green=complete, red=failed, yellow=not complete and not failed
        )
        for line in _why(standing, known.get(name, ()), words[name], wrapped_at):
            terminal.write_line(f"    {line}")


def _told(problem: LoadProblem, checked: Checked) -> str:
    cells = checked.submission.on_their_lines if checked.submission is not None else ()
    in_full = syntax_error_at(problem.cell, problem.line, Code.of_cells(cells))
    return in_words_of(checked.file, in_full).replace("\n", "\n  ") or told(problem, checked.file)


def _why(standing: Standing, known: tuple[KnownMistake, ...], words: str, width: int) -> list[str]:
    """First aid, else the name of the mistake, in lines."""
    if words:  # a syntax error stands above already, with its line and a caret
        return [] if "\n" in words else textwrap.wrap(words, width)
    diagnosis = diagnose(standing.findings, known)
    return textwrap.wrap(str(diagnosis), width) if diagnosis else []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep what was going on when Ctrl-C was pressed."""
    try:
        return (yield)
    except KeyboardInterrupt as interrupt:
        places = [place.text for place in places_of(interrupt)[-1:]] or [str(interrupt)]
        item.config.stash[STOPPED] = "\n  ".join([title_of(item), *filter(None, places)])
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say what a student needs instead of a traceback through the grader."""
    error = call.excinfo.value if call.excinfo else None
    mark = item.get_closest_marker("exercise")
    if mark is None or STUDENT in item.config.stash or isinstance(error, pytest.skip.Exception):
        return (yield)
    state = state_of(error, mark.args[0], getattr(item, "funcargs", {}).get("student"))
    is_explained = error is not None and _is_explained(item, error, state)
    if is_explained:  # pytest's own words take as long to find as all else that it does
        item.repr_failure = _without_words  # type: ignore[method-assign]
    report = yield
    if error is not None:
        item.config.stash[ERRORS].setdefault((file_of(report), mark.args[0]), []).append(error)
    if call.when == "call" or error is not None:
        report.user_properties.append(("standing", [state.value, first_to_write(error)]))
        evidence = evidence_of(error)
        report.user_properties.append(("evidence", evidence and asdict(evidence)))
    if error is not None and is_explained:
        _put_in_words(report, item, error, state)
    return report


def _without_words(excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
    return ""


def _is_explained(item: pytest.Item, error: BaseException, state: State) -> bool:
    is_ours = state in (State.NOT_WRITTEN, State.WAITING) or isinstance(error, VERDICTS)
    return is_ours or item.config.getoption("--submission") is None


def _put_in_words(report: pytest.TestReport, item: pytest.Item, error: BaseException, state: State) -> None:
    if state in (State.NOT_WRITTEN, State.WAITING):
        reason = first_to_write(error) if state is State.WAITING else "not started yet"
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, f"Skipped: {reason}")
    else:
        checked = item.config.stash[CHECKED].get(file_of(report), Checked(""))
        report.longrepr = checked.explained(error)
        report.location = (*report.location[:2], title_of(item))  # pytest prints it above the failure


def title_of(item: pytest.Item) -> str:
    """A check's name as the sentence a student sees: ``softmax: each row sums to one``."""
    sentence = item.name.removeprefix("test_").replace("_", " ")
    mark = item.get_closest_marker("exercise")
    return f"{mark.args[0]}: {sentence}" if mark else sentence
