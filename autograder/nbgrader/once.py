"""What nbgrader does again for every submission, chapter or course, and we do once a process.

nbgrader's modules look up what they use by name, so a name is lent another meaning for a while. What comes of
it is held to plain `nbgrader autograde`, file by file, in `tests/nbgrader/test_nbgrader.py`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
import nbgrader
from alembic.script import ScriptDirectory
from jinja2.bccache import Bucket
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbconvert.exporters import templateexporter
from nbgrader import api
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import common

# Where nbgrader opens a gradebook while it autogrades.
OPENS_A_GRADEBOOK = (
    "converters.autograde",
    "preprocessors.overwritecells",
    "preprocessors.overwritekernelspec",
    "preprocessors.saveautogrades",
    "preprocessors.latesubmissions",
    "preprocessors.getgrades",
)


@contextmanager
def lent(module: Any, name: str, value: Any) -> Iterator[None]:
    """Give a module's name another meaning for a while."""
    own = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, own)


@contextmanager
def one_gradebook(coursedir: CourseDirectory) -> Iterator[None]:
    """One open gradebook for all of nbgrader's autograding in this process.

    nbgrader opens one nine times a submission, each time asking the database for its tables.
    """
    shared = _Shared(coursedir.db_url, coursedir.course_id)
    with ExitStack() as loans:
        loans.callback(shared.close_for_good)
        for name in OPENS_A_GRADEBOOK:
            module = importlib.import_module(f"nbgrader.{name}")
            loans.enter_context(lent(module, "Gradebook", lambda *_: shared))
        yield


class _Shared(Gradebook):  # type: ignore[misc]
    """A gradebook whose closing ends the session only: the next user begins with a fresh one."""

    def close(self) -> None:
        """End the session; the connection stays."""
        self.db.remove()

    def close_for_good(self) -> None:
        """Close the connection."""
        super().close()


@contextmanager
def database_version_read_here() -> Iterator[None]:
    """Read here which version a new gradebook has: nbgrader starts a program for it, which takes 2.7 s."""
    with lent(api, "get_alembic_version", _database_version):
        yield


def _database_version() -> str | None:
    return ScriptDirectory(str(Path(nbgrader.__file__).with_name("alembic"))).get_current_head()


@contextmanager
def schemas_unchecked() -> Iterator[None]:
    """Check cells against nbgrader's schema, but not, for every cell, that schema against its own.

    On a busy machine the gradebook's part then took 270 ms a submission, not 343.
    """
    with lent(common, "jsonschema", _Schemas):
        yield


class _Schemas:
    """Stands for the package jsonschema, of which nbgrader uses this function only."""

    @staticmethod
    def validate(instance: Any, schema: Mapping[str, Any]) -> None:
        """Raise the best explanation of what is wrong with an instance, if anything is."""
        error = best_match(validator_for(schema)(schema).iter_errors(instance))
        if error is not None:
            raise error


@contextmanager
def templates_compiled_once() -> Iterator[None]:
    """Compile nbconvert's page templates once a process, not for each page: 595 ms of work, not 836."""
    environment = partial(jinja2.Environment, bytecode_cache=_compiled())
    with lent(templateexporter, "Environment", environment):
        yield


@cache
def _compiled() -> jinja2.BytecodeCache:
    return _InMemory()


class _InMemory(jinja2.BytecodeCache):
    """Compiled templates of this process, by name and source."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is known of its template."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a compiled template."""
        self._code[bucket.key] = bucket.bytecode_to_string()
