"""What a student wrote in earlier chapters: ``from autograder.earlier.ch03_neural_network import softmax``.

The modules of this package do not exist as files. Each is made, on import, from the notebook or script in the
chapter's folder beside the current directory, which is the folder of the notebook at work or, under pytest,
of the test file; without such a folder, from a file of the chapter's name beside the notebook (Colab takes
files, not folders); or from the references, where a learner borrows them. What cannot be had from there
stands as a placeholder that says so when it is called, so that everything else can be worked on. In the
sealed room the grader supplies the references.
"""

from __future__ import annotations

import contextlib
import io
import marshal
import sys
import time
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course.chapters import CHAPTER_NAME
from autograder.course.lent import NothingLent, lent_code
from autograder.submissions.borrowed import borrowing_around, in_words
from autograder.submissions.choosing import open_submission
from autograder.submissions.reading import Submission, SubmissionError, is_changed, read_submission
from autograder.testing.places import cause_of_missing, told
from autograder.testing.students import EarlierNotWritten, run_cells

__path__: list[str] = []  # a package to those who import from it, although nothing of it is a file
MAX_NOTES = 5
SLOW_SECONDS = 5.0


class _EarlierChapters(MetaPathFinder, Loader):
    """Finds ``autograder.earlier.<chapter>`` in the folder called <chapter> beside the one at work."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(f"{__name__}.ch"):
            return None
        return ModuleSpec(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        chapter = module.__name__.rpartition(".")[2]
        reason_for, noticed = _filled(module, chapter)

        def placeholder(name: str) -> type:
            if name.startswith("__"):
                raise AttributeError(name)
            return _placeholder(name, chapter, reason_for(name))

        module.__dict__.update(__getattr__=placeholder, __notes__=noticed)
        borrowed_here = [in_words([chapter])] if chapter in borrowed() else []
        for note in (*borrowed_here, *noticed):
            print(note, file=sys.stderr)


def notes() -> tuple[str, ...]:
    """What was noticed while the student's earlier chapters were loaded, and which are borrowed."""
    noticed = (note for name in _loaded() for note in sys.modules[name].__dict__.get("__notes__", ()))
    return tuple(dict.fromkeys(filter(None, (in_words(borrowed()), *noticed))))


def borrowed() -> tuple[str, ...]:
    """The earlier chapters that came from the references."""
    names = (name for name in _loaded() if sys.modules[name].__dict__.get("__borrowed__"))
    return tuple(sorted(name.rpartition(".")[2] for name in names))


def forget() -> None:
    """Have earlier chapters loaded anew at the next import, from the folders beside it."""
    for name in _loaded():
        del sys.modules[name]


def _loaded() -> list[str]:
    return [name for name in sys.modules if name.startswith(f"{__name__}.ch")]


def _filled(module: ModuleType, chapter: str) -> tuple[Callable[[str], str], list[str]]:
    """Run a chapter into its module; say why a name is missing, and what should be noted."""
    borrowing = borrowing_around(Path.cwd())
    if borrowing is None or not borrowing.takes(chapter):
        return _filled_by_the_student(module, chapter)
    try:
        _run_lent(lent_code(borrowing.root, chapter), module)
    except NothingLent as error:
        reason_for, noticed = _filled_by_the_student(module, chapter)
        return reason_for, [f"not borrowed: {error}", *noticed]
    return lambda _: "it is borrowed, and the reference does not define it", []


def _run_lent(code: bytes, module: ModuleType) -> None:
    nobody = io.StringIO()
    try:
        with contextlib.redirect_stdout(nobody), contextlib.redirect_stderr(nobody):
            exec(marshal.loads(code), module.__dict__)
    except Exception as error:
        chapter, what = module.__name__.rpartition(".")[2], f"{type(error).__name__}: {error}"
        raise NothingLent(f"the reference of {chapter} did not run ({what})") from None
    module.__dict__["__borrowed__"] = True


def _filled_by_the_student(module: ModuleType, chapter: str) -> tuple[Callable[[str], str], list[str]]:
    try:
        submission = _opened(chapter)
    except (OSError, SubmissionError) as error:
        reason = str(error)
        return lambda _: reason, [f"this chapter builds on your {chapter}: {reason}"]
    file = submission.file
    start = time.monotonic()
    nobody = io.StringIO()
    with contextlib.redirect_stdout(nobody), contextlib.redirect_stderr(nobody):
        problems = run_cells(submission.on_their_lines, module, label=f"{file}, cell")
    seconds = time.monotonic() - start

    def reason_for(name: str) -> str:
        cause = cause_of_missing(name, submission, problems)
        return f"{file}, {cause}" if cause else f"{file} does not define it"

    said = [f"{file}: {note}" for note in submission.notes]
    said += [f"{file}, {told(problem, file)}" for problem in problems[:MAX_NOTES]]
    if seconds > SLOW_SECONDS:
        said.append(
            f"{file}: took {seconds:.0f} s to load; put what only shows something under "
            'if __name__ == "__main__":'
        )
    return reason_for, said


def _opened(chapter: str) -> Submission:
    """The student's file of an earlier chapter: of its folder, or beside the notebook at work."""
    here = Path.cwd()
    folders = (parent / chapter for parent in (here, *here.parents))
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is not None:
        try:
            return open_submission(folder, chapter)
        except (OSError, SubmissionError) as error:
            raise SubmissionError(f"{error} ({folder})") from None
    files = [path for kind in (".ipynb", ".py") if (path := here / f"{chapter}{kind}").is_file()]
    if not files:
        in_its_folder = CHAPTER_NAME.fullmatch(here.name)
        what = (
            f"its folder beside {here}" if in_its_folder else f"its folder, or {chapter}.ipynb, into {here}"
        )
        raise SubmissionError(f"put {what}")
    file = next(filter(is_changed, files), files[0])
    return read_submission(file.read_bytes(), file.name)


def _placeholder(name: str, chapter: str, reason: str) -> type:
    """Stands for a function or class that is not there; calling it or making one says so."""

    def not_written(*_: Any, **__: Any) -> Any:
        raise EarlierNotWritten(name, chapter, reason)

    return type(name, (), {"__new__": not_written})


if not any(isinstance(finder, _EarlierChapters) for finder in sys.meta_path):
    sys.meta_path.append(_EarlierChapters())
