"""What a student wrote in earlier chapters: ``from autograder.earlier.ch03_neural_network import softmax``.

The modules of this package do not exist as files. Each is made, on import, from the notebook or script in
the chapter's folder beside the one at work: the current directory's sibling or, under pytest, the test
file's. In the sealed room the grader supplies the references instead.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from autograder.loading import load_cells
from autograder.submission import SubmissionError, choose_twin, read_submission


class _EarlierChapters(MetaPathFinder, Loader):
    """Finds ``autograder.earlier.<chapter>`` in the sibling folder called <chapter>."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith(f"{__name__}.ch"):
            return None
        return ModuleSpec(fullname, self)

    def exec_module(self, module: ModuleType) -> None:
        chapter = module.__name__.rpartition(".")[2]
        folder = _folder_of(chapter)
        try:
            path, _ = choose_twin(folder, chapter)
            submission = read_submission(path.read_bytes(), path.name)
        except (OSError, SubmissionError) as error:
            raise ImportError(f"this chapter builds on your {chapter}, and {error} in {folder}") from None
        problems = list(load_cells(submission.cells, module, label=f"{chapter}, cell"))
        for problem in problems:
            print(f"{path.name}, cell {problem.cell}: {problem.message}", file=sys.stderr)


def _folder_of(chapter: str) -> Path:
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / chapter).is_dir():
            return parent / chapter
    raise ImportError(
        f"this chapter builds on your {chapter}: put its folder beside this chapter's folder "
        f"(looked around {here})"
    )


if not any(isinstance(finder, _EarlierChapters) for finder in sys.meta_path):
    sys.meta_path.append(_EarlierChapters())
