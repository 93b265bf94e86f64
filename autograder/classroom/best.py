"""Of several hand-ins of a student, the one that counts: one rule for grades, pages, exports, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from autograder.grading.verdicts import Report


def best_handins(reports: Iterable[Report]) -> Iterator[Report]:
    """Each student's best hand-in on each chapter.

    Of one and the same hand-in the last report counts: a file of results that was not finished may hold
    several. Of equally good hand-ins the first by place counts.

    Parameters
    ----------
    reports : iterable of Report
        By student and chapter, as `results.reports_in_order` gives them; there may be many.

    Yields
    ------
    Report
        In the same order.

    Raises
    ------
    ValueError
        If they are not by student and chapter.
    """
    before: tuple[str, str] | None = None
    for of, theirs in groupby(reports, key=lambda report: (report.student, report.chapter)):
        if before is not None and of < before:
            raise ValueError(f"reports must be by student and chapter; {of} came after {before}")
        before = of
        last = {report.place: report for report in theirs}
        yield max((last[place] for place in sorted(last)), key=lambda report: report.rank)
