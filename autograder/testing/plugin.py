"""pytest plugin: what a grader file asks for, and with which random numbers.

A grader file is named ``test_<chapter>.py`` and asks for `student`, `reference`, `rng`, `beside`. The
student's module comes from whoever judges, who puts `STUDENT` into pytest's stash, or else from the fixture
`submitted` of `autograder.grading.submitted`.
"""

from __future__ import annotations

import importlib
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

GRADER_FILE = re.compile(r"test_(ch\d\d_\w+)\.py")
STUDENT = pytest.StashKey[Callable[[], Any]]()
SEED = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("dlfs", "deep learning from scratch")
    group.addoption("--dlfs-seed", type=int, default=0, help="seed of the graders' random inputs")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "exercise(name): the checks of this exercise")
    config.stash.setdefault(SEED, config.getoption("--dlfs-seed"))


class GraderFile(pytest.Module):
    """A grader file, imported by its path: the same name may stand in many folders."""

    def _getobj(self) -> Any:
        before = self.config.option.importmode
        self.config.option.importmode = "importlib"
        try:
            return super()._getobj()  # type: ignore[no-untyped-call]
        finally:
            self.config.option.importmode = before


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect grader files in a way of their own."""
    if chapter_of(module_path) is None:
        return None
    module: pytest.Module = GraderFile.from_parent(parent, path=module_path)
    return module


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let the summary know which exercise a check belongs to."""
    mark = item.get_closest_marker("exercise")
    if mark is not None and ("exercise", mark.args[0]) not in item.user_properties:
        item.user_properties.append(("exercise", mark.args[0]))


def chapter_of(path: Path) -> str | None:
    """The chapter a grader file checks, by its name."""
    match = GRADER_FILE.fullmatch(path.name)
    return match[1] if match else None


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Any:
    """The student's module, or a stand-in that looks like it."""
    provider = request.config.stash.get(STUDENT, None)
    return provider() if provider else request.getfixturevalue("submitted")


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """The reference solutions of this chapter."""
    return reference_of(request.path)


@pytest.fixture
def beside(student: Any) -> Callable[[str], Any]:
    """Run a helper's source where the student's code runs, for what needs shared memory."""
    return beside_of(student)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Random numbers that depend on the seed and the test's name, not on the order of tests."""
    return rng_of(request.node.nodeid, request.config.stash[SEED])


def reference_of(path: Path) -> ModuleType:
    """The reference solutions that a grader file compares with."""
    return importlib.import_module(f"solutions.{chapter_of(path)}")


def beside_of(student: Any) -> Callable[[str], Any]:
    """What runs a helper's source where the student's code runs."""
    return student.beside  # type: ignore[no-any-return]


def rng_of(nodeid: str, seed: int) -> np.random.Generator:
    """The random numbers of a check."""
    name = nodeid.split("::", 1)[-1]
    return np.random.default_rng([seed, zlib.crc32(name.encode())])
