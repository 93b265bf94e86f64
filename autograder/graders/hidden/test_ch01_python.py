"""Chapter 1: what a list, a dictionary, a class, an array and a diagram should hold."""

import numpy as np

from autograder.testing import (
    CheckFailure,
    arguments_after,
    assert_close,
    assert_leaves_arguments_alone,
    assert_raises,
    assert_true,
    exercise,
)

# The helpers run beside the student's code: stdout, exceptions' texts and pyplot's figures live there.
COMPLAINT = """
def complaint(function, value):
    try:
        function(value)
    except ValueError as error:
        return str(error)
    return ""
"""

COUNTED = """
def counted(count_words, text):
    result = count_words(text)
    if not isinstance(result, dict):
        return type(result).__name__
    return {str(word): getattr(number, "item", lambda: number)() for word, number in result.items()}
"""

HEARD = """
import contextlib
import io


def heard(speak, *args):
    paper = io.StringIO()
    with contextlib.redirect_stdout(paper):
        result = speak(*args)
    return paper.getvalue(), result
"""

SEEN = """
import pathlib
import warnings

import matplotlib
import matplotlib.axes
import matplotlib.colors
import matplotlib.figure
import matplotlib.pyplot as plt
import numpy as np


def seen(draw, *args):
    backend, others = matplotlib.get_backend(), set(plt.get_fignums())
    plt.switch_backend("agg")
    save = matplotlib.figure.Figure.savefig
    try:
        matplotlib.figure.Figure.savefig = lambda *_, **__: None
        plt.figure()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            returned = draw(*args)
        return taken_apart(axes_of(returned), returned)
    finally:
        matplotlib.figure.Figure.savefig = save
        for number in set(plt.get_fignums()) - others:
            plt.close(number)
        plt.switch_backend(backend)


def axes_of(returned):
    if isinstance(returned, matplotlib.figure.Figure) and returned.axes:
        return returned.axes[0]
    return returned if isinstance(returned, matplotlib.axes.Axes) else plt.gca()


def taken_apart(ax, returned):
    legends = [ax.get_legend() or next(iter(ax.figure.legends), None)]
    return {
        "is_axes": isinstance(returned, matplotlib.axes.Axes),
        "type": type(returned).__name__,
        "lines": [{**style(line), **points(line), "label": str(line.get_label())} for line in ax.lines],
        "legend": [
            {**style(handle), "text": text.get_text()}
            for legend in legends
            if legend is not None
            for handle, text in zip(legend.legend_handles, legend.get_texts())
            if hasattr(handle, "get_linestyle") and hasattr(handle, "get_color")
        ],
        "title": "".join(ax.get_title(where) for where in ("left", "center", "right")),
        "xlabel": ax.get_xlabel(),
        "ylabel": ax.get_ylabel(),
        "images": [np.asarray(image.get_array()) for image in ax.images],
        "upright": all(is_upright(image, ax) for image in ax.images),
    }


def is_upright(image, ax):
    _, _, bottom, top = image.get_extent()
    first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
    return bool((first < last) == ax.yaxis_inverted())


def style(line):
    return {"linestyle": str(line.get_linestyle()), "color": matplotlib.colors.to_hex(line.get_color())}


def points(line):
    return {"x": np.asarray(line.get_xdata(), float), "y": np.asarray(line.get_ydata(), float)}


def picture_file(name):
    return str(pathlib.Path(matplotlib.get_data_path(), "images", name))
"""


@exercise("average")
class TestAverage:
    def test_it_is_the_sum_over_the_count(self, student, rng):
        values = [float(v) for v in rng.normal(size=7)]
        hint = "Add all of them up, and divide once, at the end."
        # In single precision seven such numbers stray by up to 2e-7 (60 seeds).
        assert_close(student.average(values), sum(values) / 7, given={"values": values}, hint=hint, atol=1e-6)

    # 2 + 3 + 3 = 8 over 3: whole division gives 2, rounding gives 3.
    def test_whole_numbers_may_have_a_fraction_as_average(self, student):
        values = [2, 3, 3]
        assert_close(
            student.average(values),
            8 / 3,
            given={"values": values},
            hint="The average of whole numbers need not be whole.",
        )

    # An average of 0 is an answer, not a sign of an empty list.
    def test_negative_numbers_and_zeros_count_too(self, student):
        for values in ([-4, -1], [0, 0, 0], [-6, 0, 6], [0, 5, 0, 1], [9]):
            hint = "Every number of the list counts, whatever it is."
            assert_close(
                student.average(values), sum(values) / len(values), given={"values": values}, hint=hint
            )

    def test_an_empty_list_is_refused_with_a_reason(self, student, beside):
        hint = "Look at the length first, and `raise` a ValueError with a message."
        assert_raises("ValueError", student.average, [], given={"values": []}, hint=hint)
        message = beside(COMPLAINT).complaint(student.average, [])
        summary = "the ValueError for an empty list carries no message."
        assert_true(
            bool(message.strip()), summary, hint="Let the ValueError say in a sentence what is wrong."
        )

    def test_the_list_is_left_as_it_is(self, student):
        values = [8, 1, 5, 5, 2]
        _, (after,) = arguments_after(student.average, values)
        summary = "the list was changed by the call; whoever passed it may still need it."
        assert_true(list(after) == values, summary, given={"values": values}, got=after)


def assert_counts(got, expected, text, hint):
    def complain(summary):
        return CheckFailure(summary, given={"text": text}, expected=expected, got=got, hint=hint)

    if isinstance(got, str):
        raise complain(f"the result is of type {got}, expected a dict.")
    if set(got) != set(expected):
        raise complain("the keys of the result are not exactly the words of the text.")
    for word, number in expected.items():
        if not isinstance(got[word], int | float) or got[word] != number:
            raise complain("a word has a wrong count.")


@exercise("count_words")
class TestCountWords:
    def test_a_word_that_stands_once_counts_one(self, student, beside):
        text = "I see a word and 1 number"
        expected = {"I": 1, "see": 1, "a": 1, "word": 1, "and": 1, "1": 1, "number": 1}
        got = beside(COUNTED).counted(student.count_words, text)
        assert_counts(
            got, expected, text, "The first time you meet a word, long or short, its count becomes 1."
        )

    def test_repeated_words_add_up(self, student, beside):
        text = "row row row your boat gently down the stream row on down"
        expected = {"row": 4, "your": 1, "boat": 1, "gently": 1, "down": 2, "the": 1, "stream": 1, "on": 1}
        got = beside(COUNTED).counted(student.count_words, text)
        assert_counts(got, expected, text, "Each time you meet a word again, its count grows by 1.")

    def test_any_run_of_blanks_separates_words(self, student, beside):
        text = "  left   right\tleft\n\nright  left \n"
        got = beside(COUNTED).counted(student.count_words, text)
        hint = "Spaces, tabs and line ends separate words, any number of them."
        assert_counts(got, {"left": 3, "right": 2}, text, hint)

    def test_capitals_and_commas_make_different_words(self, student, beside):
        text = "We won, we won and we WON."
        expected = {"We": 1, "won,": 1, "we": 2, "won": 1, "and": 1, "WON.": 1}
        got = beside(COUNTED).counted(student.count_words, text)
        assert_counts(got, expected, text, "Count the words as they are written.")

    def test_a_text_without_words_gives_an_empty_dictionary(self, student, beside):
        for text in ("", "   \n"):
            got = beside(COUNTED).counted(student.count_words, text)
            assert_counts(got, {}, text, "No word, no key.")

    # A dictionary made outside the function, or as a default argument, still knows the first text.
    def test_a_second_text_starts_from_zero(self, student, beside):
        helper = beside(COUNTED)
        helper.counted(student.count_words, "salt salt pepper")
        text = "salt sugar"
        got = helper.counted(student.count_words, text)
        hint = "Each call counts its own text, and nothing of an earlier one."
        assert_counts(got, {"salt": 1, "sugar": 1}, text, hint)


def assert_says(text, expected, what, hint):
    """Compare printed text; blanks around it and at line ends are forgiven."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    if lines == [expected]:
        return
    if not lines:
        summary = f"{what} printed nothing."
    elif len(lines) > 1:
        summary = f"{what} printed {len(lines)} lines, expected one."
    elif "{" in lines[0]:
        summary = f"{what} printed braces as they stand, not what is meant by them."
    elif "".join(lines[0].split()) == "".join(expected.split()):
        summary = f"{what} printed the right letters with wrong spaces."
    elif lines[0].lower() == expected.lower():
        summary = f"{what} printed the right words with wrong capitals."
    elif expected.rstrip("!").partition(" ")[2] not in lines[0]:
        summary = f"{what} printed a line without his name."
    else:
        summary = f"{what} printed another text than asked."
    raise CheckFailure(summary, expected=expected, got="\n".join(lines), hint=hint)


SILENT = "A method that has printed its line has nothing to hand back: leave `return` out."


@exercise("Man")
class TestMan:
    def test_making_one_prints_initialized(self, student, beside):
        hint = "`__init__` runs whenever a man is made, be he the first or not; print there."
        for name in ("Karl", "Franz"):
            text, _ = beside(HEARD).heard(student.Man, name)
            assert_says(text, "Initialized!", "Man(...)", hint)

    def test_hello_prints_his_name(self, student, beside):
        helper = beside(HEARD)
        _, man = helper.heard(student.Man, "Karl von Moor")
        text, answer = helper.heard(man.hello)
        hint = "Print it, to the letter, with the name kept under `self` as it was given."
        assert_says(text, "Hello Karl von Moor!", "hello", hint)
        assert_true(answer is None, "hello printed its line and returned something as well.", hint=SILENT)

    def test_goodbye_prints_his_name(self, student, beside):
        helper = beside(HEARD)
        _, man = helper.heard(student.Man, "Franz von Moor")
        text, answer = helper.heard(man.goodbye)
        hint = "Print it to the letter: hyphen, capitals, spaces and exclamation mark."
        assert_says(text, "Good-bye Franz von Moor!", "goodbye", hint)
        assert_true(answer is None, "goodbye printed its line and returned something as well.", hint=SILENT)

    def test_two_men_keep_their_own_names(self, student, beside):
        helper = beside(HEARD)
        _, elder = helper.heard(student.Man, "Wilhelm")
        _, younger = helper.heard(student.Man, "Jacob")
        hint = "What belongs to one man goes under `self`, not to the class and not into a global name."
        for man, name in ((elder, "Wilhelm"), (younger, "Jacob"), (elder, "Wilhelm")):
            text, _ = helper.heard(man.hello)
            assert_says(text, f"Hello {name}!", "with two men about, hello", hint)
            text, _ = helper.heard(man.goodbye)
            assert_says(text, f"Good-bye {name}!", "with two men about, goodbye", hint)


@exercise("elements_above")
class TestElementsAbove:
    def test_it_keeps_the_larger_numbers_of_a_flat_array(self, student, reference, rng):
        # Quarters, some of them between the threshold and the whole numbers on both sides of it.
        X = rng.permutation(np.arange(-8, 9) / 4)
        hint = "Compare the whole array with the threshold, and use the answer in square brackets."
        for threshold in (0.6, -0.6):
            given = {"X": X, "threshold": threshold}
            got = student.elements_above(X, threshold)
            assert_close(got, reference.elements_above(X, threshold), given=given, hint=hint)

    def test_tables_of_any_shape_give_a_flat_array_row_by_row(self, student, reference, rng):
        for shape in ((3, 5), (2, 3, 4)):
            X = rng.integers(-20, 20, size=shape)
            hint = "However many axes X has, the answer has one, with the numbers row by row."
            got = student.elements_above(X, -3)
            assert_close(got, reference.elements_above(X, -3), given={"X": X, "threshold": -3}, hint=hint)

    def test_numbers_equal_to_the_threshold_are_left_out(self, student):
        X = np.array([[4, 9, 4], [5, 4, 9]])
        hint = "Above means greater, and a number may stand there more than once."
        assert_close(student.elements_above(X, 4), [9, 5, 9], given={"X": X, "threshold": 4}, hint=hint)

    def test_nothing_above_gives_an_empty_array(self, student):
        X = np.array([[1.0, 2.0], [3.0, 0.5]])
        hint = "If nothing is above, the answer is an array without numbers."
        assert_close(student.elements_above(X, 3), np.zeros(0), given={"X": X, "threshold": 3}, hint=hint)

    def test_the_answer_is_an_array_of_the_same_kind_of_numbers(self, student):
        X = np.array([[3, 8], [7, 1]])
        got = student.elements_above(X, 2.5)
        summary = f"the result is of type {type(got).__name__}, expected an array."
        hint = "A mask does it without a loop, and gives an array."
        assert_true(isinstance(got, np.ndarray), summary, given={"X": X}, got=got, hint=hint)
        summary = f"the result holds {got.dtype} numbers, though X holds whole numbers."
        assert_true(got.dtype.kind == "i", summary, given={"X": X})
        assert_close(got, [3, 8, 7], given={"X": X, "threshold": 2.5})

    def test_the_array_is_left_as_it_is(self, student, rng):
        hint = "Pick from X; do not write into it."
        assert_leaves_arguments_alone(student.elements_above, rng.normal(size=(3, 4)), 0.0, hint=hint)


@exercise("take_at")
class TestTakeAt:
    def test_places_in_a_table_are_counted_row_by_row(self, student, reference, rng):
        X, indices = rng.normal(size=(3, 5)), np.array([0, 1, 4, 5, 11, 14])
        hint = "Row 0 is counted through first, from 0, then row 1, and so on."
        got = student.take_at(X, indices)
        assert_close(got, reference.take_at(X, indices), given={"X": X, "indices": indices}, hint=hint)

    def test_places_come_in_the_order_asked_and_may_repeat(self, student, reference, rng):
        X, indices = rng.integers(0, 100, size=(4, 2)), np.array([7, 2, 2, 0, 5, 7, 1, 3, 6, 2])
        hint = "One number for each index, in the order of the indices."
        got = student.take_at(X, indices)
        assert_close(got, reference.take_at(X, indices), given={"X": X, "indices": indices}, hint=hint)

    def test_negative_places_count_from_the_end(self, student, reference, rng):
        X, indices = rng.normal(size=(2, 3)), np.array([-1, 0, -6, -2])
        hint = "As in NumPy's own indexing, -1 is the last place."
        got = student.take_at(X, indices)
        assert_close(got, reference.take_at(X, indices), given={"X": X, "indices": indices}, hint=hint)

    def test_flat_and_deep_arrays_and_lists_of_places_work_as_well(self, student, rng):
        flat, deep = rng.normal(size=6), rng.normal(size=(2, 3, 4))
        hint = "Make it flat first, whatever its shape, then pick."
        assert_close(student.take_at(flat, [3, 1]), [flat[3], flat[1]], given={"X": flat}, hint=hint)
        expected = [deep[1, 2, 3], deep[0, 0, 0], deep[0, 1, 3]]
        assert_close(student.take_at(deep, [23, 0, 7]), expected, given={"X": deep}, hint=hint)

    def test_the_table_keeps_its_shape_and_numbers(self, student, rng):
        hint = "The caller's table must stay as it is. A flat copy can be picked from."
        X, indices = rng.normal(size=(3, 4)), np.array([2, 5])
        assert_leaves_arguments_alone(student.take_at, X, indices, hint=hint)


@exercise("scale_columns")
class TestScaleColumns:
    def test_each_column_of_a_square_table_has_its_own_factor(self, student, reference, rng):
        A, v = rng.normal(size=(3, 3)), rng.normal(size=3)
        hint = "The last axis of A and the only axis of v belong together: columns, not rows."
        assert_close(
            student.scale_columns(A, v), reference.scale_columns(A, v), given={"A": A, "v": v}, hint=hint
        )

    def test_tables_that_are_not_square_work_as_well(self, student, reference, rng):
        for rows, columns in ((4, 2), (2, 5), (1, 3)):
            A, v = rng.normal(size=(rows, columns)), rng.normal(size=columns)
            hint = "Product number by number; the table keeps its shape."
            got = student.scale_columns(A, v)
            assert_close(got, reference.scale_columns(A, v), given={"A": A, "v": v}, hint=hint)

    def test_whole_numbers_times_fractions_keep_the_fractions(self, student, reference, rng):
        A, v = rng.integers(1, 9, size=(3, 2)), np.array([0.5, 0.25])
        expected = reference.scale_columns(A, v)
        hint = {
            "An array of whole numbers cannot hold a fraction: does one come in anywhere?": np.floor(expected)
        }
        assert_close(student.scale_columns(A, v), expected, given={"A": A, "v": v}, hint=hint)

    def test_both_arrays_are_left_as_they_are(self, student, rng):
        hint = "Signs such as `*=` write into the array that you were given."
        assert_leaves_arguments_alone(
            student.scale_columns, rng.normal(size=(2, 3)), rng.normal(size=3), hint=hint
        )


@exercise("normalize_rows")
class TestNormalizeRows:
    def test_each_row_adds_up_to_one(self, student, rng):
        A = rng.uniform(1, 9, size=(4, 6))
        got = student.normalize_rows(A)
        # A table of numbers, whichever: what else they should be is judged by the next check.
        assert_close(got, A, rtol=np.inf, given={"A": A}, hint="The result has the shape of A.")
        assert_close(np.sum(got, axis=-1), np.ones(4), given={"A": A}, hint="Divide by the sum of the row.")

    def test_each_number_becomes_its_share_of_the_row(self, student, reference, rng):
        # A row may add up to less than 1, too.
        for shape, scale in (((2, 5), 1), ((5, 2), 1), ((1, 3), 1), ((3, 2), 0.05)):
            A = rng.uniform(1, 9, size=shape) * scale
            hint = "Keep the sums as a column, one sum for each row, whatever the sum."
            assert_close(student.normalize_rows(A), reference.normalize_rows(A), given={"A": A}, hint=hint)

    # Sums without keepdims are taken for a row here, without an error.
    def test_a_square_table_is_normalised_by_rows_too(self, student, reference, rng):
        A = rng.uniform(1, 9, size=(4, 4)) * np.array([[1.0], [10.0], [100.0], [1000.0]])
        hint = {
            "A flat array of sums is stretched as a row. Keep it a column.": A / np.sum(A, axis=1),
            "Along which axis is a row?": A / np.sum(A, axis=0),
        }
        assert_close(student.normalize_rows(A), reference.normalize_rows(A), given={"A": A}, hint=hint)

    def test_whole_numbers_become_fractions(self, student, reference, rng):
        A = rng.integers(1, 9, size=(3, 4))
        hint = {"Shares are fractions, and an array of whole numbers cannot hold them.": np.zeros((3, 4))}
        assert_close(student.normalize_rows(A), reference.normalize_rows(A), given={"A": A}, hint=hint)

    def test_a_row_of_zeros_stays_a_row_of_zeros(self, student):
        A = np.array([[2.0, 6.0, 0.0], [0.0, 0.0, 0.0], [0.0, 5.0, 5.0]])
        expected = [[0.25, 0.75, 0.0], [0.0, 0.0, 0.0], [0.0, 0.5, 0.5]]
        nan = [[0.25, 0.75, 0.0], [np.nan] * 3, [0.0, 0.5, 0.5]]
        hint = {"0 / 0 is nan. By what could you divide a row of zeros, so that it stays the same?": nan}
        assert_close(student.normalize_rows(A), expected, given={"A": A}, hint=hint)

    def test_the_table_is_left_as_it_is(self, student, rng):
        A = rng.uniform(1, 9, size=(3, 4))
        assert_leaves_arguments_alone(student.normalize_rows, A, hint="Make a new array for the shares.")


def the_curve(picture, name):
    """The line that follows sin or cos at its own x values; failing that, the one that is called so."""
    f = {"sin": np.sin, "cos": np.cos}[name]
    lines = [line for line in picture["lines"] if len(line["x"]) > 9]
    drawn = [line for line in lines if np.allclose(line["y"], f(line["x"]), atol=1e-6)]
    named = [line for line in lines if same_text(line["label"], name)]
    if not drawn + named:
        what = {"sin": "sine", "cos": "cosine"}[name]
        summary = f"no line of 10 or more points in the diagram is the {what} of its x values."
        raise CheckFailure(
            summary,
            hint="Draw with `plot`, on the Axes that you return, and take both curves at the x of the text.",
        )
    return (drawn + named)[0]


def same_text(text, expected):
    """Compare labels; blanks and capitals are forgiven."""
    return "".join(text.lower().split()) == "".join(expected.split())


X_VALUES = np.arange(60) / 10


@exercise("sin_cos_graph")
class TestSinCosGraph:
    def test_the_sine_is_drawn(self, student, beside):
        line = the_curve(beside(SEEN).seen(student.sin_cos_graph), "sin")
        assert_close(line["x"], X_VALUES, what="x of the sine", hint="From 0 to before 6, in steps of 0.1.")
        assert_close(line["y"], np.sin(X_VALUES), what="y of the sine", atol=1e-6)

    def test_the_cosine_is_drawn(self, student, beside):
        line = the_curve(beside(SEEN).seen(student.sin_cos_graph), "cos")
        assert_close(line["x"], X_VALUES, what="x of the cosine", hint="From 0 to before 6, in steps of 0.1.")
        assert_close(line["y"], np.cos(X_VALUES), what="y of the cosine", atol=1e-6)

    def test_the_sine_is_solid_and_the_cosine_dashed(self, student, beside):
        picture = beside(SEEN).seen(student.sin_cos_graph)
        sine, cosine = the_curve(picture, "sin"), the_curve(picture, "cos")
        hint = "`plot` has an argument for the style of a line."
        assert_true(
            cosine["linestyle"] == "--", "the cosine is not dashed.", got=cosine["linestyle"], hint=hint
        )
        assert_true(
            sine["linestyle"] == "-", "the sine is not a solid line.", got=sine["linestyle"], hint=hint
        )

    def test_title_and_axes_say_what_is_shown(self, student, beside):
        picture = beside(SEEN).seen(student.sin_cos_graph)
        for what, expected in (("title", "sin & cos"), ("xlabel", "x"), ("ylabel", "y")):
            got = picture[what]
            summary = (
                f"the {what} is missing." if not got.strip() else f"the {what} is another text than asked."
            )
            assert_true(same_text(got, expected), summary, got=got, hint="See the table above the exercise.")

    # An entry of the legend belongs to the line whose colour and style it repeats.
    def test_the_legend_calls_each_curve_by_its_name(self, student, beside):
        picture = beside(SEEN).seen(student.sin_cos_graph)
        hint = "Give each line a label when you plot it, then ask for the legend."
        assert_true(bool(picture["legend"]), "the diagram has no legend with lines in it.", hint=hint)
        for name in ("sin", "cos"):
            line = the_curve(picture, name)
            like = {"linestyle": line["linestyle"], "color": line["color"]}
            texts = [entry["text"] for entry in picture["legend"] if like.items() <= entry.items()]
            summary = f"the legend does not call the curve of {name} by that name."
            assert_true(any(same_text(text, name) for text in texts), summary, got=texts, hint=hint)

    def test_it_returns_the_axes(self, student, beside):
        assert_returns_axes(beside(SEEN).seen(student.sin_cos_graph))


def assert_returns_axes(picture):
    kind = picture["type"]
    summary = f"the function returns a {kind}, expected the Axes."
    hint = "`plt.gca()` gives the current Axes; so does the second value of `plt.subplots()`."
    if kind == "NoneType":
        summary = "the function returned None: is a `return` missing?"
    assert_true(picture["is_axes"], summary, hint=hint)


def assert_shows(picture, expected, hint):
    """Compare the last image on the Axes; a file read as 0..255 counts as the same file read as 0..1."""
    assert_true(
        bool(picture["images"]), "there is no image on the Axes.", hint="Draw the array with `imshow`."
    )
    got = picture["images"][-1]
    pixels = got / 255 if got.dtype == np.uint8 else got
    assert_close(pixels, expected, what="the image on the Axes", hint=hint)


@exercise("show_image")
class TestShowImage:
    def test_the_axes_hold_what_is_in_the_file(self, student, reference, beside):
        helper = beside(SEEN)
        picture = helper.seen(student.show_image, helper.picture_file("hand.png"))
        folder = reference.plt.matplotlib.get_data_path()
        hint = "Show the numbers as they were read, all rows, columns and colours."
        assert_shows(picture, reference.imread(f"{folder}/images/hand.png"), hint)

    # Of another size, for whoever reads the same file each time.
    def test_another_path_shows_another_picture(self, student, reference, beside):
        helper = beside(SEEN)
        picture = helper.seen(student.show_image, helper.picture_file("matplotlib_large.png"))
        folder = reference.plt.matplotlib.get_data_path()
        hint = "Read the file that the argument names."
        assert_shows(picture, reference.imread(f"{folder}/images/matplotlib_large.png"), hint)

    def test_the_first_row_is_at_the_top(self, student, beside):
        helper = beside(SEEN)
        picture = helper.seen(student.show_image, helper.picture_file("hand.png"))
        assert_true(
            bool(picture["images"]), "there is no image on the Axes.", hint="Draw the array with `imshow`."
        )
        assert_true(
            picture["upright"],
            "the picture stands on its head.",
            hint="Without being told, `imshow` puts row 0 at the top.",
        )

    def test_it_returns_the_axes_of_the_picture(self, student, beside):
        helper = beside(SEEN)
        assert_returns_axes(helper.seen(student.show_image, helper.picture_file("matplotlib_large.png")))
