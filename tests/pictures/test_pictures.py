"""Pictures: what is drawn where, what is said in words, and colours that can be read."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest

from autograder.pictures import corners, curve, decision, dots, heat_map, kernel_window, patches, series
from autograder.pictures.colours import DEEPEST, PALETTE, STYLE

WANTED = {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1}
COUNTING = np.arange(1.0, 10).reshape(1, 1, 3, 3)
ROWS = np.array([[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]])


def parsed(svg: str) -> ElementTree.Element:
    """A picture as XML: it has to be well-formed."""
    root = ElementTree.fromstring(svg)
    assert root.tag == "svg"
    assert root.get("role") == "img"
    return root


def shapes(svg: str, tag: str, kind: str) -> list[dict[str, str]]:
    found = parsed(svg).iter(tag)
    return [dict(e.attrib) for e in found if kind in (e.get("class") or "").split()]


def words(svg: str) -> list[str]:
    return [e.text or "" for e in parsed(svg).iter("text")]


def said(svg: str) -> str:
    return parsed(svg).get("aria-label") or ""


# --- heat maps ----------------------------------------------------------------------------------------------


def test_a_heat_map_frames_the_worst_cell_in_each_panel() -> None:
    want = np.zeros((3, 4))
    got = want.copy()
    got[2, 1], got[0, 3] = -7.0, 2.0
    svg = heat_map(want, got, "dW")
    frames = shapes(svg, "rect", "frame")
    worst = shapes(svg, "rect", "worst")
    assert len(frames) == len(worst) == 3
    for frame, mark in zip(frames, worst, strict=True):
        assert float(mark["x"]) == pytest.approx(float(frame["x"]) + float(mark["width"]))
        assert float(mark["y"]) == pytest.approx(float(frame["y"]) + 2 * float(mark["height"]))
    assert said(svg) == (
        "Heat map of dW, shape (3, 4): 2 of 12 values differ, most at [2, 1]: expected 0, got -7."
    )
    assert words(svg)[0] == "dW, shape (3, 4)"


def test_in_the_difference_right_values_are_points_and_wrong_ones_numbers() -> None:
    svg = heat_map([[1, 2], [3, 4]], [[1, 2], [3, 4.5]])
    assert words(svg).count("·") == 3
    assert words(svg).count("0.5") == 1


def test_a_large_matrix_is_thinned_and_the_worst_value_is_never_lost() -> None:
    want = np.ones((200, 90))
    got = want.copy()
    got[137, 61] = 5.0
    svg = heat_map(want, got, "W1")
    assert "most at [137, 61]: expected 1, got 5" in said(svg)
    assert "a cell is the worst of up to 9x4 values" in words(svg)
    difference = shapes(svg, "rect", "frame")[2]
    (mark,) = (m for m in shapes(svg, "rect", "worst") if float(m["x"]) >= float(difference["x"]))
    across = (float(mark["x"]) - float(difference["x"])) / float(mark["width"])
    assert round(across) == next(i for i, b in enumerate(np.array_split(range(90), 24)) if 61 in b)
    assert len(svg) < 60_000


def test_of_a_bank_of_filters_the_worst_are_drawn_and_the_number_left_out_is_said() -> None:
    want = np.arange(5 * 3 * 4 * 4.0).reshape(5, 3, 4, 4)
    got = want.copy()
    got[4, 1] += 100
    got[2, 0, 3, 3] += 1
    got[0, 2, 0, 0] += 1
    got[0, 0, 0, 0] += 0.5
    svg = heat_map(want, got)
    assert [w for w in words(svg) if w.startswith("[")] == ["[0, 2]", "[2, 0]", "[4, 1]"]
    assert "the 3 worst of 15 matrices" in words(svg)
    assert "most at [4, 1, 0, 0]" in said(svg)


def test_negative_values_and_no_numbers_are_marked_without_colour() -> None:
    want = np.ones((12, 12))
    got = want.copy()
    got[3, 3], got[5, 5] = -1.0, np.nan
    marked = shapes(heat_map(want, got), "path", "dash")
    assert [len(re.findall("M", m["d"])) for m in marked] == [2, 2]  # in "got" and in the difference
    assert "got nan" in said(heat_map(want, got))


@pytest.mark.parametrize(
    ("want", "got"),
    [
        (np.ones((2, 2)), np.ones((2, 2))),
        (np.ones((2, 2)), np.ones(2)),
        (1.0, 2.0),
        (np.ones((0, 2)), np.ones((0, 2))),
        (np.ones(2), np.array(["a", "b"])),
        (np.ones(2), np.array([1j, 1])),
    ],
)
def test_where_there_is_nothing_to_see_there_is_no_heat_map(want: object, got: object) -> None:
    assert heat_map(want, got) == ""


def test_infinite_and_huge_values_are_drawn() -> None:
    for value in (np.inf, -np.inf, 1e300):
        assert "most at [0, 1]" in said(heat_map([[1.0, 2], [3, 4]], [[1.0, value], [3, 4]]))


# --- gates, curves, windows ---------------------------------------------------------------------------------


def test_a_gate_is_crossed_at_its_wrong_corners_and_nowhere_else() -> None:
    given = WANTED | {(0, 1): 1, (1, 0): "<b>"}
    svg = decision("AND", WANTED, given, np.tri(5, dtype=bool))
    right = decision("AND", WANTED, WANTED, np.tri(5, dtype=bool))
    assert len(shapes(svg, "path", "cross")) == 2 + 1  # two corners, and one in the legend
    assert len(shapes(right, "path", "cross")) == 0
    assert {"gives 1", "gives <b>"} <= set(words(svg))
    assert "it gives 1 on 60% of it" in said(svg)
    assert "(0, 1) should give 0 and gives 1" in said(svg)
    assert "all four corners are right" in said(right)


def test_the_side_on_which_a_gate_fires_lies_where_it_was_asked() -> None:
    only_top_right = np.zeros((4, 4), dtype=bool)
    only_top_right[3, 2:] = True
    svg = decision("AND", WANTED, WANTED, only_top_right)
    (field,) = (p["d"] for p in shapes(svg, "path", "plus"))
    left, top, width = (float(x) for x in re.match(r"M([\d.]+) ([\d.]+)h([\d.]+)", field).groups())
    (frame,) = (r for r in shapes(svg, "rect", "frame") if float(r["width"]) > 100)
    assert left == pytest.approx(float(frame["x"]) + float(frame["width"]) / 2)
    assert width == pytest.approx(float(frame["width"]) / 2)
    assert top == pytest.approx(float(frame["y"]), abs=0.5)


def test_a_curve_marks_where_the_two_are_furthest_apart() -> None:
    x = np.linspace(-5, 5, 11)
    svg = curve(x, np.maximum(x, 0), np.abs(x), "relu")
    assert "differs from the right one at 5 of 11 points, most at x = -5: expected 0, got 5" in said(svg)
    assert len(shapes(svg, "path", "right")) == 2  # the line, and the legend
    marks = shapes(svg, "circle", "worst")[:2]
    assert marks[0]["cx"] == marks[1]["cx"]
    assert float(marks[0]["cy"]) > float(marks[1]["cy"])


def test_a_line_that_leaves_the_picture_is_cut_and_that_is_said() -> None:
    expected, got = np.linspace(2, 0, 20), np.exp(np.arange(20.0))
    got[3] = np.nan
    svg = series(expected, got, "the loss")
    (note,) = (w for w in words(svg) if w.startswith("nan or inf"))
    assert note == "nan or inf: 1 of yours; yours goes on, from 1 to 1.785e+8"
    numbers = [float(n) for p in shapes(svg, "path", "yours") for n in re.findall(r"-?[\d.]+", p["d"])]
    assert min(numbers) > 0
    assert max(numbers) < 400


@pytest.mark.parametrize(
    ("expected", "got"),
    [([1, 2, 3], [1, 2, 3]), ([1, 2, 3], [1, 2]), ([1], [2]), ([1, 2], ["a", "b"]), ([1, 2], [1j, 2])],
)
def test_where_there_is_nothing_to_see_there_is_no_curve(expected: list[float], got: list[object]) -> None:
    assert series(expected, got, "the loss") == ""


def test_a_flat_line_and_one_of_nan_alone_are_drawn() -> None:
    assert "expected 1, got nan" in said(series([1.0, 1.0], [np.nan, np.nan], "y"))
    assert "expected 0, got 3" in said(series([0.0, 0.0], [3.0, 0.0], "y"))


def test_patches_show_the_first_wrong_row_and_what_it_leaves_out() -> None:
    got = ROWS.copy()
    got[2] = [7, 8, 4, 6]
    svg = patches(COUNTING, ROWS, got)
    assert "row 2 of im2col takes: it should be 4, 5, 7, 8; it is 7, 8, 4, 6" in said(svg)
    assert len(shapes(svg, "rect", "missed")) == 1  # 5
    assert len(shapes(svg, "path", "cross")) == 1 + 4  # 6 in the image, and the row's four numbers


@pytest.mark.parametrize(
    "image", [np.ones((1, 1, 3, 3)), np.arange(9.0).reshape(1, 1, 3, 3), COUNTING[0], np.ones((9, 9, 9, 9))]
)
def test_where_a_number_does_not_tell_its_pixel_there_are_no_patches(image: np.ndarray) -> None:
    assert patches(image, ROWS, ROWS[::-1]) == ""


def test_a_window_says_the_sum_behind_one_output() -> None:
    svg = kernel_window(np.arange(9.0).reshape(3, 3), [[1, 0], [0, 2]], (1, 1), got=3.0, bias=0.5)
    assert "4×1 + 8×2 + 0.5 (bias) = 20.5" in words(svg)
    assert "at [1, 1] yours gives 3" in words(svg)
    (mark,) = shapes(svg, "rect", "worst")
    (x, y) = (float(mark["x"]), float(mark["y"]))
    assert (x, y) == (float(mark["width"]) / 2, 20 + float(mark["height"]) / 2)
    assert kernel_window(np.zeros((3, 3)), np.zeros((2, 2)), (2, 2)) == ""


def test_a_students_text_is_escaped() -> None:
    hostile = '"><script>alert(1)</script>'
    drawn = [
        heat_map([[1.0, 2]], [[1.0, 3]], hostile),
        curve([0, 1], [0, 1], [1, 0], hostile),
        decision(hostile, WANTED, WANTED | {(0, 0): hostile}, np.eye(4)),
    ]
    for svg in drawn:
        assert "<script" not in svg
        parsed(svg)


# --- colours ------------------------------------------------------------------------------------------------


def luminance(colour: tuple[float, ...]) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """As WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colour(name: str, dark: bool) -> tuple[float, ...]:
    text = PALETTE[name][dark]
    return tuple(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))


@pytest.mark.parametrize("dark", [False, True])
def test_whatever_is_read_has_the_contrast_that_wcag_asks_for(dark: bool) -> None:
    for name, ground in product(("fore", "soft", "good", "bad"), ("back", "panel")):
        assert contrast(colour(name, dark), colour(ground, dark)) >= 4.5, (name, ground)
    for tint in ("good", "bad"):
        pairs = zip(colour(tint, dark), colour("back", dark), strict=True)
        ground = tuple(DEEPEST * over + (1 - DEEPEST) * under for over, under in pairs)
        assert contrast(colour("fore", dark), ground) >= 4.5, tint


def test_the_style_sheet_touches_nothing_but_its_own_class() -> None:
    rules = re.sub(r"@media\([^)]*\)\{(.*)\}\}", r"\1}", STYLE)
    selectors = [s for rule in re.findall(r"([^{}]+)\{[^{}]*\}", rules) for s in rule.split(",")]
    assert len(selectors) > 20
    assert [s for s in selectors if not re.search(r"(^|\s)\.dlfs\b", s.strip())] == []


# --- answers alone: nothing says what is right --------------------------------------------------------------


def test_the_corners_of_a_gate_show_what_it_gives_and_the_marked_one_is_framed() -> None:
    svg = corners("AND", {(0, 0): 1.0, (0, 1): -2.5, (1, 1): 1e9}, (0, 1))
    assert len(shapes(svg, "circle", "on")) == 1
    assert len(shapes(svg, "circle", "off")) == 2
    (frame,) = shapes(svg, "rect", "worst")
    circle = shapes(svg, "circle", "off")[0]
    assert float(frame["x"]) + float(frame["width"]) / 2 == pytest.approx(float(circle["cx"]))
    assert float(frame["y"]) + float(frame["height"]) / 2 == pytest.approx(float(circle["cy"]))
    assert {"1", "-2.5", "1e+9"} <= set(words(svg))
    assert said(svg) == (
        "What AND gives at the corners of the square: (0, 0) gives 1; (0, 1) gives -2.5; (1, 1) gives 1e+9."
    )
    assert not shapes(corners("AND", {(0, 0): 1.0}), "rect", "worst")


def test_the_dots_of_a_function_lie_where_it_was_asked_and_the_marked_one_is_ringed() -> None:
    svg = dots([(2.0, -1.0), (-2.0, 3.0), (0.0, 1.0), (1000.0, 5.0)], "relu", 2.0)
    at = [(float(c["cx"]), float(c["cy"])) for c in shapes(svg, "circle", "on")]
    assert len(at) == 3, "one is too far away"
    assert [x for x, _ in at] == sorted(x for x, _ in at)
    assert [y for _, y in at] == sorted(y for _, y in at), "values that fall lie lower and lower"
    (ring,) = shapes(svg, "circle", "worst")
    assert (float(ring["cx"]), float(ring["cy"])) == at[-1]
    assert said(svg) == "What relu gives for small inputs: -2 gives 3; 0 gives 1; 2 gives -1."


def test_two_dots_or_one_line_of_them_are_no_trouble() -> None:
    assert dots([(0.0, 1.0), (1.0, 2.0)], "f") == ""
    assert dots([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], "f")
    assert dots([(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)], "f")
