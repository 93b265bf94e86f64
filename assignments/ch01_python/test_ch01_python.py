"""Chapter 1: the book's own examples. Run them with pytest, or with `check(...)` in the notebook."""

import numpy as np

from autograder.testing import (
    assert_close,
    assert_leaves_arguments_alone,
    assert_raises,
    assert_true,
    exercise,
)

# What is printed or drawn is collected by these helpers, which run beside your code.
LISTEN = """
import contextlib, io

def listen(function, *inputs):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        answer = function(*inputs)
    return printed.getvalue().strip(), answer
"""

LOOK = """
import os

import matplotlib
import numpy as np
from matplotlib import pyplot as plt

LOGO = os.path.join(matplotlib.get_data_path(), "images", "matplotlib.png")

def look(function, *inputs):
    name, open_before = matplotlib.get_backend(), plt.get_fignums()
    plt.switch_backend("agg")
    try:
        plt.figure()
        axes = function(*inputs)
        if not isinstance(axes, matplotlib.axes.Axes):
            return {"returned": type(axes).__name__}
        legends = [legend for legend in [axes.get_legend(), *axes.figure.legends] if legend]
        return {
            "returned": "Axes",
            "heights": [np.asarray(line.get_ydata(), dtype=float) for line in axes.lines],
            "styles": sorted(line.get_linestyle() for line in axes.lines),
            "texts": [axes.get_xlabel(), axes.get_ylabel(), axes.get_title()],
            "legend": sorted(text.get_text() for legend in legends for text in legend.get_texts()),
            "pictures": [np.asarray(image.get_array()) for image in axes.images],
        }
    finally:
        for number in plt.get_fignums():
            if number not in open_before:
                plt.close(number)
        plt.switch_backend(name)

def logo():
    return LOGO, plt.imread(LOGO)
"""


@exercise("average")
class TestAverage:
    def test_of_four_numbers(self, student):
        assert_close(student.average([2, 3, 5, 8]), 4.5, given={"values": [2, 3, 5, 8]})

    def test_of_nothing_is_an_error(self, student):
        assert_raises(
            "ValueError", student.average, [], given={"values": []}, hint="`raise` it when `len` is 0."
        )


@exercise("count_words")
class TestCountWords:
    def test_of_a_short_text(self, student):
        text = "red fish blue fish"
        counts = student.count_words(text)
        expected = {"red": 1, "fish": 2, "blue": 1}
        summary = "the words are not counted right."
        assert_true(counts == expected, summary, given={"text": text, "wanted": expected}, got=counts)

    def test_of_a_text_with_two_lines(self, student):
        text = "to be\nor not to be"
        counts = student.count_words(text)
        expected = {"to": 2, "be": 2, "or": 1, "not": 1}
        summary = "the words are not counted right."
        assert_true(counts == expected, summary, given={"text": text, "wanted": expected}, got=counts)


@exercise("Man")
class TestMan:
    def test_david_is_initialized(self, student, beside):
        printed, _ = beside(LISTEN).listen(student.Man, "David")
        assert_true(printed == "Initialized!", "the text differs from Initialized!", got=printed)

    def test_david_says_hello(self, student, beside):
        helper = beside(LISTEN)
        _, david = helper.listen(student.Man, "David")
        printed, _ = helper.listen(david.hello)
        assert_true(printed == "Hello David!", "the text differs from Hello David!", got=printed)

    def test_david_says_good_bye(self, student, beside):
        helper = beside(LISTEN)
        _, david = helper.listen(student.Man, "David")
        printed, _ = helper.listen(david.goodbye)
        assert_true(printed == "Good-bye David!", "the text differs from Good-bye David!", got=printed)


X = np.array([[51, 55], [14, 19], [0, 4]])


@exercise("elements_above")
class TestElementsAbove:
    def test_above_fifteen(self, student):
        assert_close(student.elements_above(X, 15), [51, 55, 19], given={"X": X, "threshold": 15})

    def test_above_nineteen(self, student):
        hint = "19 is not greater than 19."
        assert_close(student.elements_above(X, 19), [51, 55], given={"X": X, "threshold": 19}, hint=hint)


@exercise("take_at")
class TestTakeAt:
    def test_every_second_place(self, student):
        places = np.array([0, 2, 4])
        assert_close(student.take_at(X, places), [51, 14, 0], given={"X": X, "indices": places})

    def test_x_stays_a_table(self, student):
        assert_leaves_arguments_alone(student.take_at, X, np.array([5, 1]), hint="`flatten` makes a copy.")


@exercise("scale_columns")
class TestScaleColumns:
    def test_two_rows_and_two_columns(self, student):
        A, v = np.array([[1, 2], [3, 4]]), np.array([10, 20])
        assert_close(student.scale_columns(A, v), [[10, 40], [30, 80]], given={"A": A, "v": v})

    def test_three_rows_and_two_columns(self, student):
        A, v = np.array([[1, 2], [3, 4], [0, 6]]), np.array([5, 10])
        assert_close(student.scale_columns(A, v), [[5, 20], [15, 40], [0, 60]], given={"A": A, "v": v})


@exercise("normalize_rows")
class TestNormalizeRows:
    def test_three_rows_and_two_columns(self, student):
        A = np.array([[1, 3], [6, 2], [5, 5]])
        expected = [[0.25, 0.75], [0.75, 0.25], [0.5, 0.5]]
        assert_close(
            student.normalize_rows(A), expected, given={"A": A}, hint="One sum for each row, as a column."
        )

    def test_a_row_of_zeros(self, student):
        A = np.array([[1, 3], [0, 0]])
        hint = "What would you have to divide by, so that zeros stay zeros?"
        assert_close(student.normalize_rows(A), [[0.25, 0.75], [0, 0]], given={"A": A}, hint=hint)


@exercise("sin_cos_graph")
class TestSinCosGraph:
    def test_two_curves_with_sixty_points_each(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        assert_true(diagram["returned"] == "Axes", f"it returned a {diagram['returned']}, expected the Axes.")
        lengths = [len(curve) for curve in diagram["heights"]]
        summary = "there are not two curves with 60 points each."
        assert_true(
            lengths.count(60) == 2, summary, got=lengths, hint="0.0, 0.1, ..., 5.9 are 60 values of x."
        )

    def test_one_curve_begins_at_zero_and_one_at_one(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        assert_true(diagram["returned"] == "Axes", f"it returned a {diagram['returned']}, expected the Axes.")
        starts = sorted(curve[0] for curve in diagram["heights"] if len(curve) > 9)
        assert_close(starts, [0, 1], what="y at x = 0", hint="sin 0 is 0, cos 0 is 1.")

    def test_styles_and_texts(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        assert_true(diagram["returned"] == "Axes", f"it returned a {diagram['returned']}, expected the Axes.")
        summary = "there is not one solid and one dashed line."
        assert_true({"-", "--"} <= set(diagram["styles"]), summary, got=diagram["styles"])
        summary = "the labels of the axes and the title differ from x, y, sin & cos."
        texts = [text.strip().lower() for text in diagram["texts"]]
        assert_true(texts == ["x", "y", "sin & cos"], summary, got=diagram["texts"])
        summary = "the legend differs from sin, cos."
        assert_true(
            diagram["legend"] == ["cos", "sin"], summary, got=diagram["legend"], hint="Call `legend`."
        )


@exercise("show_image")
class TestShowImage:
    def test_the_logo_of_matplotlib(self, student, beside):
        helper = beside(LOOK)
        path, logo = helper.logo()
        shown = helper.look(student.show_image, path)
        assert_true(shown["returned"] == "Axes", f"it returned a {shown['returned']}, expected the Axes.")
        assert_true(
            len(shown["pictures"]) == 1, f"{len(shown['pictures'])} pictures on the Axes, expected 1."
        )
        picture = shown["pictures"][0] / (255 if shown["pictures"][0].dtype == np.uint8 else 1)
        summary = f"the picture has shape {picture.shape}, the file {logo.shape}."
        assert_true(picture.shape == logo.shape, summary, hint="Show it as it was read.")
        summary = "the picture has other values than the file."
        assert_true(np.allclose(picture, logo), summary, hint="Show it as it was read.")
