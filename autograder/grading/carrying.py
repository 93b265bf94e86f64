"""Judges the exercises of one submission: with its own functions beneath, then over references if due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from autograder.byhand.search import AskedByHand, ask_by_hand, worth_asking
from autograder.course.chapters import Chapter, Exercise, load_chapter
from autograder.first_aid.aid import first_aid
from autograder.first_aid.code import Code
from autograder.first_aid.wanted import Wanted
from autograder.grading.attempt import Attempt
from autograder.grading.diagnosis import Findings
from autograder.grading.judge import Check, GraderError, Judge, Outcome
from autograder.grading.verdicts import DEFAULT_SEED, ExerciseResult, findings_of, result_of
from autograder.sandbox.connection import RoomError
from autograder.testing.students import StudentError, StudentGone

_ANSWER = re.compile(r"^( *)### BEGIN SOLUTION$.*?### END SOLUTION$", re.MULTILINE | re.DOTALL)


class Judgement:
    """Judges the exercises of one submission in order, then again over references where that is due."""

    def __init__(self, chapter: Chapter, judge: Judge, attempt: Attempt, seed: int) -> None:
        self.chapter = chapter
        self.judge = judge
        self.attempt = attempt
        self.last = attempt  # the process that is alive: a room holds one
        self.over_references: Attempt | None = None
        self.seed = seed
        self.findings: dict[str, Findings] = {}

    @cached_property
    def _code(self) -> Code:
        return Code.of_cells(self.attempt.cells)

    def results(self) -> tuple[ExerciseResult, ...]:
        """One result an exercise."""
        exercises = self.chapter.exercises
        firsts = {e.name: self._run(self.attempt, self.judge.checks_of(e.name)) for e in exercises}
        faulty = {e.name for e in exercises if self._stands_on_faults(e, firsts)}
        # Before references are put beneath the student's functions, in the same process.
        alone = [e for e in exercises if e.name not in faulty]
        seen = {e.name: self._on_kept_inputs(self.attempt, firsts[e.name]) for e in alone}
        asked = self._all_by_hand({e: firsts[e.name] for e in alone})
        results = tuple(
            self._result(e, firsts[e.name], seen.get(e.name), asked.get(e.name)) for e in exercises
        )
        (self.over_references or self.last).close()
        return results

    def own_result(self, name: str) -> ExerciseResult:
        """The first verdict on one exercise."""
        exercise = self.chapter.exercise(name)
        outcomes = self._run(self.attempt, self.judge.checks_of(name))
        seen = self._on_kept_inputs(self.attempt, outcomes)
        result = self._result(exercise, outcomes, seen, self._all_by_hand({exercise: outcomes})[name])
        self.last.close()
        return result

    def failures(self, name: str) -> Iterator[str]:
        """The checks of an exercise that fail; each is run when it is asked for."""
        for check in self.judge.checks_of(name):
            if not self._run(self.attempt, (check,))[0].passed:
                yield check.name

    def _stands_on_faults(self, exercise: Exercise, firsts: dict[str, list[Outcome]]) -> bool:
        """Whether it may have failed because of an exercise beneath it."""
        beneath = self.chapter.beneath(exercise.name)
        faulty = any(not o.passed for need in beneath for o in firsts[need.name])
        return faulty and not self._is_own_stub(exercise, firsts[exercise.name])

    def _result(
        self, exercise: Exercise, outcomes: list[Outcome], seen: Findings | None, asked: AskedByHand | None
    ) -> ExerciseResult:
        """From the outcomes; with a second try over references if it has not been asked by hand."""
        again = self._second_try(exercise, outcomes) if asked is None else {}
        if seen is None or asked is None:
            finals = [again.get(o.check, o) for o in outcomes]
            seen = self._on_kept_inputs(self.over_references or self.last, finals)
            asked = self._by_hand(exercise, list(again.values()), self.over_references).not_shown()
        self.findings[exercise.name] = {**seen, **asked.findings}
        errors = [again.get(o.check, o).error for o in outcomes]
        words = first_aid(exercise.name, self._code, wanted_of(self.chapter.name), errors)
        result = result_of(exercise, outcomes, again)
        return replace(result, smallest=asked.smallest, answers=asked.answers, first_aid=words)

    def _on_kept_inputs(self, attempt: Attempt, outcomes: list[Outcome]) -> Findings:
        """What fails on the inputs of the seed that the looks of named mistakes are kept for.

        What ends its process is not asked again: it would take as long. Of that only exceptions are kept,
        which look the same on all inputs.
        """
        if self.seed == DEFAULT_SEED:
            return findings_of(outcomes, {})
        if worth_asking(o.error for o in outcomes):
            failed = tuple(o.check for o in outcomes if not o.passed)
            return findings_of(self._run(attempt, failed, DEFAULT_SEED), {})
        return {check: e for check, e in findings_of(outcomes, {}).items() if e.kind == "raised"}

    def _all_by_hand(self, outcomes: Mapping[Exercise, list[Outcome]]) -> dict[str, AskedByHand]:
        """Exercises asked in a process that has met no hidden input: a student reads what it gives back."""
        if any(worth_asking(o.error for o in found) for found in outcomes.values()):
            self.last = self.attempt.afresh()
        return {e.name: self._by_hand(e, found, self.last) for e, found in outcomes.items()}

    def _by_hand(self, exercise: Exercise, outcomes: list[Outcome], attempt: Attempt | None) -> AskedByHand:
        """Small inputs asked of what is wrong, unless it is not written, or ends its process."""
        if attempt is None or not worth_asking(o.error for o in outcomes):
            return AskedByHand()
        attempt.next_exercise()
        try:
            return ask_by_hand(self.chapter.name, exercise.name, attempt.student())
        except (StudentGone, StudentError):  # it ends, or cannot be loaded again
            return AskedByHand()

    def _is_own_stub(self, exercise: Exercise, outcomes: list[Outcome]) -> bool:
        """Whether every check ended in this exercise's own stub: references beneath it cannot help."""
        own = {i for i, cell in enumerate(self.attempt.cells, start=1) if _defines(cell, exercise)}
        errors = [o.error for o in outcomes]
        return all(isinstance(e, StudentError) and e.is_not_written and e.cell in own for e in errors)

    def _run(self, attempt: Attempt, checks: tuple[Check, ...], seed: int | None = None) -> list[Outcome]:
        attempt.next_exercise()
        outcomes = self.judge.run(checks, attempt.student, self.seed if seed is None else seed)
        for outcome in outcomes:
            if isinstance(outcome.error, RoomError | GraderError | OSError):
                raise outcome.error
        return outcomes

    def _second_try(self, exercise: Exercise, outcomes: list[Outcome]) -> dict[Check, Outcome]:
        """The failed checks over references; in one process for all exercises that it does not answer.

        The first one goes on in the process that there is: loading a file again takes 8 ms, as long as a
        fifth of all checks of a right answer (measured in chapter 3).
        """
        failed = tuple(o.check for o in outcomes if not o.passed)
        if not failed:
            return {}
        if self.over_references is None:
            self.over_references = self.last
        if exercise.name in self.over_references.replaced:
            self.over_references = self.over_references.afresh()
        self.over_references.put_beneath(self.chapter, self.chapter.beneath(exercise.name))
        return {o.check: o for o in self._run(self.over_references, failed)}


@cache
def wanted_of(chapter: str) -> Wanted:
    """What the exercises of a chapter ask for: their stubs, as they are handed out."""
    exercises = load_chapter(chapter).exercises
    return Wanted({e.name: _ANSWER.sub(r"\1raise NotImplementedError", e.source) for e in exercises})


def _defines(cell: str, exercise: Exercise) -> bool:
    names = "|".join(map(re.escape, exercise.defines))
    return re.search(rf"^(def|class) ({names})\b", cell, re.MULTILINE) is not None
