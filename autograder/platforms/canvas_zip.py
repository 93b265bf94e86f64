"""Canvas's Download Submissions: ``lovelaceada_LATE_1001_7001_ch02_perceptron-1.ipynb``."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.platforms.canvas_grades import people, read_roster
from autograder.platforms.names import Platform, Told, numbered
from autograder.platforms.tables import Table

LOGIN = "SIS Login ID"
# Canvas takes care that no name has _digits_ in it (lib/content_zipper.rb, sanitize_user_name).
_NAMED = re.compile(r"(?P<who>\w*?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<id>\d+)_(?P<file>.+)", re.I)
_HIDDEN = re.compile(r"(?:(?P<late>LATE)_)?anon_(?P<number>\w+?)_(?P<id>\d+)_(?P<file>.+)", re.I)
_ATTEMPT = re.compile(r"(?P<stem>.+)-(?P<attempt>\d{1,4})(?P<suffix>\.\w+)")


def read_name(name: str) -> Told | None:
    """What a name in Canvas's zip tells; None if Canvas did not write it."""
    told = _HIDDEN.fullmatch(name) or _NAMED.fullmatch(name)
    if told is None:
        return None
    again = _ATTEMPT.fullmatch(told["file"])
    file = again["stem"] + again["suffix"] if again else told["file"]
    order = (int(again["attempt"]) if again else 0, int(told["id"]))
    who = told.groupdict().get("who") or ""
    return Told(who, told["number"], file, order, late=told["late"] is not None)


def platform(roster: Path | None) -> Platform:
    """Canvas; a student is called by login if its gradebook CSV tells it, else by name and number.

    Raises
    ------
    ExportError
        If the roster is not a gradebook that Canvas exported.
    """
    logins = {} if roster is None else _logins(read_roster(roster))
    return Platform(read_name, lambda told: (logins.get(told.number) or numbered(told.who, told.number),))


def _logins(table: Table) -> dict[str, str]:
    if LOGIN not in table.header:
        return {}
    number, login = table.column("ID"), table.column(LOGIN)
    rows = (table.rows[at] for at in people(table))
    return {row[number].strip(): row[login].strip() for row in rows}
