"""grades.csv: a name is text, whatever it begins with."""

from __future__ import annotations

import pytest

from autograder.classroom.grades import plain_cell


@pytest.mark.parametrize(
    "name",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "\uff1d1", "\uff0b1",
        "\x00=1", "\x1b[2J=1", "\u200e=1", "'=1", "|calc", "%0A=1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_compute_is_made_text(name: str) -> None:
    cell = plain_cell(name)
    assert cell.startswith("'")
    assert "\n" not in cell
    assert "\x1b" not in cell


@pytest.mark.parametrize("name", ["ada", "Łukasz Ń.", "山田 太郎", "o'neill", "s-001", "", "3a"])
def test_a_name_stays_as_it_is(name: str) -> None:
    assert plain_cell(name) == name
