"""A submission in the sealed room, for as long as it is judged."""

from __future__ import annotations

import time
from collections.abc import Iterable

from autograder.course.chapters import Exercise
from autograder.course.references import exercises_code
from autograder.grading.verdicts import masked
from autograder.sandbox.connection import StuckCell
from autograder.sandbox.host import Room
from autograder.sandbox.student import RemoteStudent
from autograder.submissions.loading import RAN_TOO_LONG
from autograder.testing.students import StudentGone

ENDINGS_PER_EXERCISE = 2
MAX_NOTED_PROBLEMS = 5
MAX_STUCK_CELLS = 3


class Attempt:
    """A submission loaded in the room, loaded anew whenever its process has ended."""

    def __init__(
        self,
        room: Room,
        cells: tuple[str, ...],
        earlier: dict[str, bytes],
        until: float | None = None,
    ) -> None:
        self.room = room
        self.cells = cells
        self.earlier = earlier
        self.replaced: set[str] = set()
        self._beneath: list[bytes] = []
        self._injected = 0
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
        return Attempt(self.room, self.cells, self.earlier, self.until)

    def put_beneath(self, exercises: Iterable[Exercise]) -> None:
        """Put references of these exercises in the place of the student's own, from the next check on."""
        new = [e for e in exercises if e.name not in self.replaced]
        self.replaced |= {e.name for e in new}
        self._beneath += exercises_code(new)

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
            self._student.inject(self._beneath[self._injected :])
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
        if not self._was_loaded:
            shown = student.problems[:MAX_NOTED_PROBLEMS]
            self.notes += tuple(f"code cell {p.cell}, line {p.line}: {masked(p.message)}" for p in shown)
            self._was_loaded = True
        # Loaded again after an ending, a file need not run into the same endless loops again.
        self._leave_out({p.cell for p in student.problems if p.message == RAN_TOO_LONG})
        return student

    def _admitted(self) -> RemoteStudent:
        for _ in range(MAX_STUCK_CELLS):
            try:
                return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier)
            except StuckCell as stuck:
                self._leave_out({stuck.cell})
                self.notes += (f"{stuck}; it was left out",)
        return RemoteStudent(self.room.admit(self.until), self.cells, self.earlier)

    def _leave_out(self, numbers: set[int]) -> None:
        self.cells = tuple("" if i in numbers else cell for i, cell in enumerate(self.cells, start=1))
