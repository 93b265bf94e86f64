"""A submission in the sealed room, for as long as it is judged."""

from __future__ import annotations

import time
from collections.abc import Iterable

from autograder.course.chapters import Chapter, Exercise
from autograder.course.references import exercises_code, imports_code
from autograder.grading.judge import GraderError
from autograder.grading.verdicts import masked
from autograder.sandbox.host import Room
from autograder.sandbox.student import EndedLoading, RemoteStudent, Terms
from autograder.submissions.kept import Redefined
from autograder.submissions.loading import LATE, RAN_TOO_LONG, TOO_LATE, LoadProblem
from autograder.testing.students import StudentError, StudentGone

ENDINGS_PER_EXERCISE = 2
MAX_NOTED_PROBLEMS = 5
MAX_ENDINGS_LOADING = 20
SHARE_OF_THE_REST = 1 / 3  # of the time for everything, for loading a file again


class Attempt:
    """A submission loaded in the room, loaded anew whenever its process has ended."""

    def __init__(
        self,
        room: Room,
        cells: tuple[str, ...],
        earlier: dict[str, bytes],
        withheld: frozenset[str],
        until: float | None = None,
    ) -> None:
        self.room = room
        self.cells = cells
        self.earlier = earlier
        self.withheld = withheld
        self.replaced: set[str] = set()
        self.redefined: tuple[Redefined, ...] = ()
        self._beneath: list[bytes] = []
        self._imports = b""
        self._injected = 0
        self._spared: frozenset[int] = frozenset()
        self.until = time.monotonic() + room.limits.submission_seconds if until is None else until
        self.notes: tuple[str, ...] = ()
        self._was_loaded = False
        self._unloadable: StudentGone | None = None
        self._student: RemoteStudent | None = None
        self._ended: StudentGone | None = None
        self._endings = 0

    def __enter__(self) -> Attempt:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End its process."""
        self._leave()

    def _leave(self) -> None:
        if self._student is not None:
            self._student.close()
            self._student = None

    def afresh(self) -> Attempt:
        """The same submission in a fresh process. Ends this one: a room holds one."""
        self._leave()
        again = Attempt(self.room, self.cells, self.earlier, self.withheld, self.until)
        again._spared = self._spared
        return again

    def put_beneath(self, chapter: Chapter, exercises: Iterable[Exercise]) -> None:
        """Put references of these exercises in the place of the student's own, from the next check on."""
        new = [e for e in exercises if e.name not in self.replaced]
        self.replaced |= {e.name for e in new}
        self._beneath += exercises_code(new)
        self._imports = imports_code(chapter.name)

    def next_exercise(self) -> None:
        """Each exercise may end the process a few times."""
        self._endings = 0

    def student(self) -> RemoteStudent:
        """The student's module, alive.

        Raises
        ------
        StudentGone
            If this exercise has ended the process too often already, or it ends while loading.
        """
        if self._student is not None and self._student.ended is not None:
            self._ended = self._student.ended
            self._endings += 1
            self._leave()
        if self._ended is not None and self._endings >= ENDINGS_PER_EXERCISE:
            raise StudentGone(
                self._ended.status, f"not run: an earlier check of this exercise ended: {self._ended}"
            )
        if self._student is None:
            self._student, self._injected = self._loaded(), 0
        if self._injected < len(self._beneath):
            self._student.inject(self._beneath[self._injected :], self._imports)
            self._injected = len(self._beneath)
        return self._student

    def _loaded(self) -> RemoteStudent:
        if self._unloadable is not None:
            raise StudentGone(self._unloadable.status, str(self._unloadable))
        try:
            student = self._admitted()
        except StudentGone as gone:
            self._unloadable = gone
            raise
        except StudentError as error:  # loading keeps a student's errors in: this one is ours
            raise GraderError(f"the file could not be loaded: {masked(str(error))}") from None
        if not self._was_loaded:
            late = [p for p in student.problems[MAX_NOTED_PROBLEMS:] if p.message in (LATE, TOO_LATE)]
            self.notes += tuple(map(noted, [*student.problems[:MAX_NOTED_PROBLEMS], *late[:2]]))
            self.redefined = student.redefined
            self._was_loaded = True
        # Loaded again after an ending, a file need not run into the same endless loops again.
        self._spared |= {p.cell for p in student.problems if p.message == RAN_TOO_LONG}
        return student

    def _admitted(self) -> RemoteStudent:
        """The submission in a process; without the cells that end it, if there are any."""
        terms = Terms(self.withheld, self._spared)
        for _ in range(MAX_ENDINGS_LOADING):
            try:
                return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier, terms)
            except EndedLoading as ended:
                if time.monotonic() >= self.until or (terms.is_told and not ended.cell):
                    raise
                if ended.cell:
                    self._spare(ended)
                left = (self.until - time.monotonic()) * SHARE_OF_THE_REST
                seconds = min(self.room.limits.load_seconds, left)
                terms = Terms(self.withheld, self._spared, is_told=True, seconds=seconds)
        return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier, terms)

    def _spare(self, ended: EndedLoading) -> None:
        """Run only a cell's definitions from now on; if it ended although that was so, nothing of it."""
        number = ended.cell
        if number in self._spared:
            self.cells = tuple("" if i == number else cell for i, cell in enumerate(self.cells, start=1))
            return
        self._spared |= {number}
        said = str(ended) if str(ended).startswith("code cell") else f"code cell {number}: {ended}"
        self.notes += (f"{said}; it was left out but for its definitions",)


def noted(problem: LoadProblem) -> str:
    """What did not run, in a line for a teacher."""
    where = f"code cell {problem.cell}, line {problem.line}" if problem.line else f"code cell {problem.cell}"
    return f"{where}: {masked(problem.message)}"
