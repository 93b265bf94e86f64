"""One submission's report -> Gradescope's ``results.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.grading.verdicts import ExerciseResult, Report
from autograder.platforms.chosen import ExportError
from autograder.platforms.tables import write_text
from autograder.reports.text import exercise_feedback


def export_results(reports: list[Report], output: Path) -> None:
    """Write ``results.json``.

    Raises
    ------
    ExportError
        If there is not exactly one submission, or it has no verdict: no file is better than a zero.
    """
    if len(reports) != 1:
        raise ExportError(
            f"Gradescope's results.json is of one submission, these results are of {len(reports)}; "
            "grade one file, or give --chapter if they are one student's"
        )
    (report,) = reports
    if report.infrastructure_error is not None:
        raise ExportError(f"there is no verdict to export: {report.infrastructure_error}; grade it again")
    write_text(output, json.dumps(as_results(report), indent=1, ensure_ascii=False) + "\n")


def as_results(report: Report) -> dict[str, Any]:
    """The record: a test an exercise, with partial credit; what is printed stays with the instructor."""
    return {
        "score": round(report.points, 2),
        "execution_time": round(report.seconds, 2),
        "output": "\n".join((*report.file_notes, *report.notes)),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"chapter": report.chapter, "kit_version": report.kit_version, "seed": report.seed},
        "tests": [_test(at, result) for at, result in enumerate(report.exercises, start=1)],
    }


def _test(at: int, result: ExerciseResult) -> dict[str, Any]:
    return {
        "number": str(at),
        "name": result.name,
        "score": round(result.points, 2),
        "max_score": result.max_points,
        "status": "passed" if result.points == result.max_points else "failed",
        "output": exercise_feedback(result),
        "output_format": "text",
        "visibility": "visible",
        "extra_data": {"status": result.status, "carried_forward": result.carried_forward},
    }
