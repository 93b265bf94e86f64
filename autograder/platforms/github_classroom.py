"""A template repository for GitHub: a chapter, the student's wheel, a workflow that runs the public checks.

The workflow has the form of GitHub Classroom's, and runs in any repository on GitHub.
"""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

from autograder.course.chapters import PACKAGE, PUBLIC_CHECKS, load_chapter
from autograder.platforms.chosen import ExportError
from autograder.platforms.tables import write_text
from autograder.release.bundle import BundleError, build_wheel

ASSIGNMENTS = PACKAGE.parent / "assignments"
MINUTES = 5
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".*")

# The name of the workflow and of its one job are those that GitHub Classroom asks for.
HEAD = """\
name: Autograding Tests
on: [push, workflow_dispatch]
permissions:
  checks: write
  actions: read
  contents: read
jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    steps:
      - name: Checkout code
        uses: actions/checkout@v4
      - name: Python
        uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: The course's wheel
        run: pip install ./{wheel}
"""
STEP = """\
      - name: "{name}"
        id: {id}
        uses: classroom-resources/autograding-command-grader@v1
        with:
          test-name: "{name}"
          command: {command}
          timeout: {minutes}
          max-score: {points}
"""
REPORTER = """\
      - name: Autograding Reporter
        uses: classroom-resources/autograding-grading-reporter@v1
        env:
{results}
        with:
          runners: {runners}
"""
CONFTEST = '''"""What is not written yet is not right. In a chapter's own folder this is not read."""


def pytest_sessionfinish(session, exitstatus):
    """End with an error where a check was passed over."""
    skipped = session.config.pluginmanager.getplugin("terminalreporter").stats.get("skipped")
    if skipped and exitstatus == 0:
        session.exitstatus = 1
'''
RESULT = '          {variable}_RESULTS: "${{{{steps.{id}.outputs.result}}}}"'


def write_template(chapter: str, folder: Path) -> tuple[Path, ...]:
    """Write the repository's files; what is there already stays as it is.

    Parameters
    ----------
    chapter : str
        Its public checks are run. The chapters that it builds on lie beside it.
    folder : Path
        The repository.

    Returns
    -------
    tuple of Path
        The workflow, and Classroom's list of tests.

    Raises
    ------
    ExportError
        If the wheel cannot be built, or a chapter's folder is there already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _copy_chapters(with_earlier(chapter), folder)
    try:
        wheel = build_wheel(folder)
    except BundleError as error:
        raise ExportError(str(error)) from None
    workflow = folder / ".github" / "workflows" / "classroom.yml"
    tests = folder / ".github" / "classroom" / "autograding.json"
    write_text(folder / "conftest.py", CONFTEST)
    write_text(workflow, workflow_text(chapter, wheel.name))
    write_text(tests, json.dumps(list_of_tests(chapter, wheel.name), indent=2) + "\n")
    return workflow, tests


def _copy_chapters(names: list[str], folder: Path) -> None:
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise ExportError(f"{folder / taken[0]} is there already; give an empty folder")
    try:
        for name in names:
            shutil.copytree(ASSIGNMENTS / name, folder / name, ignore=LEFT_BEHIND)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written: {error}") from None


def with_earlier(chapter: str) -> list[str]:
    """A chapter and those it builds on, directly or through others, in the book's order."""
    names = {chapter}
    for earlier in load_chapter(chapter).earlier:
        names |= set(with_earlier(earlier))
    return sorted(names)


def commands(chapter: str) -> dict[str, str]:
    """What runs the public checks of each exercise."""
    file = f"test_{chapter}.py"
    tree = ast.parse((PUBLIC_CHECKS / file).read_text(encoding="utf-8"))
    classes = {_exercise_of(node): node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    names = [e.name for e in load_chapter(chapter).exercises if e.name in classes]
    return {name: f"python -m pytest -q {chapter}/{file}::{classes[name]}" for name in names}


def _exercise_of(node: ast.ClassDef) -> str:
    for call in node.decorator_list:
        if isinstance(call, ast.Call) and isinstance(call.args[0], ast.Constant):
            return str(call.args[0].value)
    return ""


def workflow_text(chapter: str, wheel: str) -> str:
    """The workflow: a step an exercise, worth its points if all of its public checks pass."""
    points = {e.name: e.points for e in load_chapter(chapter).exercises}
    runs = commands(chapter)
    ids = {name: f"check-{at}" for at, name in enumerate(runs, start=1)}
    steps = [
        STEP.format(name=name, id=ids[name], command=command, minutes=MINUTES, points=points[name])
        for name, command in runs.items()
    ]
    results = [RESULT.format(variable=id_.upper(), id=id_) for id_ in ids.values()]
    reporter = REPORTER.format(results="\n".join(results), runners=",".join(ids.values()))
    return HEAD.format(wheel=wheel) + "".join(steps) + reporter


def list_of_tests(chapter: str, wheel: str) -> dict[str, list[dict[str, str | int]]]:
    """What Classroom's ``autograding.json`` lists."""
    points = {e.name: e.points for e in load_chapter(chapter).exercises}
    return {
        "tests": [
            {
                "name": name,
                "setup": f"pip install ./{wheel}",
                "run": command,
                "input": "",
                "output": "",
                "comparison": "included",
                "timeout": MINUTES,
                "points": points[name],
            }
            for name, command in commands(chapter).items()
        ]
    }
