"""The audit as people read it: a table, and the figures in the README."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from autograder.audit.run import Audit
from autograder.course.chapters import SOLUTIONS

TITLES = (
    "chapter", "wrong", "caught", "ticked", "named", "misnamed", "right", "passed", "mutants", "killed",
)  # fmt: skip
BLOCK = re.compile(r"<!-- audit -->.*?<!-- /audit -->", re.DOTALL)


def table(audit: Audit) -> Table:
    """One line a chapter."""
    made = Table(box=None, pad_edge=False)
    for title in TITLES:
        made.add_column(title, justify="left" if title == "chapter" else "right")
    for c in audit.chapters:
        wrong = c.mutants - c.equivalent
        counts = (
            c.mistakes,
            c.caught,
            c.ticked,
            c.named,
            c.misnamed,
            c.alternatives,
            c.accepted,
            wrong,
            c.killed,
        )
        made.add_row(c.name[:4], *map(str, counts))
    parts = ("mistakes", "caught", "ticked", "named", "misnamed", "alternatives", "accepted")
    wrong = audit.total("mutants") - audit.total("equivalent")
    made.add_row("all", *(str(audit.total(p)) for p in parts), str(wrong), str(audit.total("killed")))
    return made


def in_words(audit: Audit) -> str:
    """The figures as the README has them."""
    false_passes = audit.total("mistakes") - audit.total("caught")
    false_fails = audit.total("alternatives") - audit.total("accepted")
    day = datetime.now(UTC).date().isoformat()
    return (
        "<!-- audit -->\n"
        f"`dlfs audit --mutants` on {day}, at {_commit()}:\n"
        f"{audit.total('mistakes')} named mistakes, {false_passes} passed hidden graders, "
        f"{audit.total('ticked')} got every tick in the learner's own check;\n"
        f"{audit.total('alternatives')} right answers, {false_fails} failed, in public or hidden;\n"
        f"{audit.share('named', 'mistakes'):.1%} of the mistakes called by their name, "
        f"{audit.total('misnamed') / max(audit.total('mistakes'), 1):.1%} by another's;\n"
        f"{audit.mutation_score:.1%} of {audit.total('mutants') - audit.total('equivalent'):,} "
        "mutated references noticed.\n"
        "<!-- /audit -->"
    )


def _commit() -> str:
    command = ["git", "-C", str(SOLUTIONS.parent), "rev-parse", "--short", "HEAD"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout.strip() or "an unknown commit"


def write_figures(audit: Audit, path: Path) -> None:
    """Put the figures between the marks of a text file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(BLOCK.sub(lambda _: in_words(audit), text), encoding="utf-8")
