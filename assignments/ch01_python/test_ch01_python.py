"""Chapter 1: each exercise on small inputs. Run them with pytest, or with `check(...)` in the notebook."""

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

# What is raised, printed or drawn is collected by these helpers, which run beside your code.
ASK = """
def reason(function, nothing):
    try:
        function(nothing)
    except ValueError as refusal:
        return str(refusal).strip()
    return ""
"""

LISTEN = """
import contextlib, io

def listen(function, *inputs):
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        answer = function(*inputs)
    return printed.getvalue(), answer
"""

LOOK = """
import os
import warnings

import matplotlib
import numpy as np
from matplotlib import colors
from matplotlib import pyplot as plt

def look(function, *inputs):
    name, open_before = matplotlib.get_backend(), plt.get_fignums()
    plt.switch_backend("agg")
    try:
        plt.figure()
        with warnings.catch_warnings(action="ignore"):
            answer = function(*inputs)
        return describe(answer)
    finally:
        for number in plt.get_fignums():
            if number not in open_before:
                plt.close(number)
        plt.switch_backend(name)

def describe(answer):
    is_figure = isinstance(answer, matplotlib.figure.Figure) and len(answer.axes) > 0
    axes = answer.axes[0] if is_figure else answer
    if not isinstance(axes, matplotlib.axes.Axes):
        axes = plt.gca()  # nothing to look at was returned: look at what was drawn last
    legends = [legend for legend in [axes.get_legend(), *axes.figure.legends] if legend]
    entries = [pair for legend in legends[:1] for pair in zip(legend.legend_handles, legend.get_texts())]
    return {
        "returned": "Axes" if axes is answer else type(answer).__name__,
        "curves": [
            looks(line) | places(line) | {"label": line.get_label()}
            for line in axes.lines
        ],
        "legend": [
            looks(handle) | {"label": text.get_text()}
            for handle, text in entries
            if isinstance(handle, matplotlib.lines.Line2D)
        ],
        "title": axes.get_title("left") + axes.get_title() + axes.get_title("right"),
        "label of the x axis": axes.get_xlabel(),
        "label of the y axis": axes.get_ylabel(),
        "pictures": [np.asarray(image.get_array()) for image in axes.images],
        "heights": [heights(image, axes) for image in axes.images],
    }

def looks(line):
    return {"style": line.get_linestyle(), "colour": colors.to_hex(line.get_color())}

def places(line):
    return {name: np.array(data, dtype=float) for name, data in zip("xy", line.get_data())}

def heights(image, axes):
    low, high = image.get_extent()[2:]
    row_0, last_row = (high, low) if image.origin == "upper" else (low, high)
    return [axes.transData.transform((0, y))[1] for y in (row_0, last_row)]

def file(name):
    path = os.path.join(matplotlib.get_data_path(), "images", name)
    return path, plt.imread(path)
"""


@exercise("average")
class TestAverage:
    def test_adds_up_and_divides_by_how_many_there_are(self, student):
        for values, expected in [([2, 3, 5, 8], 4.5), ([0.5, -1.25, 3.0, 7.75, 2.5], 2.5)]:
            hint = "Work it out with a pocket calculator: which steps do you take, and how often each?"
            assert_close(student.average(values), expected, given={"values": values}, hint=hint)

    def test_whole_numbers_keep_the_fraction_of_their_average(self, student):
        for values, expected in [([1, 2], 1.5), ([5, 5, 7], 5.666666666666667)]:
            hint = "Whole numbers have an average that is rarely whole. This one has a fraction."
            assert_close(student.average(values), expected, given={"values": values}, hint=hint)

    def test_zeros_and_negative_numbers_are_numbers_like_all_others(self, student):
        for values, expected in [([-7, -2], -4.5), ([0, 0], 0), ([-5, 5], 0), ([0, 3, 0], 1), ([-4], -4)]:
            hint = "Each number of the list is added, and each is counted."
            assert_close(student.average(values), expected, given={"values": values}, hint=hint)

    def test_an_empty_list_is_refused_in_words(self, student, beside):
        hint = "For a list without numbers the text asks for a ValueError, raised with a message."
        assert_raises("ValueError", student.average, [], hint=hint, given={"values": []})
        words = beside(ASK).reason(student.average, [])
        assert_true(words != "", "the ValueError says nothing.", given={"values": []}, hint=hint)

    def test_the_list_is_the_same_afterwards(self, student):
        before = [6, 2, 9, 2]
        _, (now,) = arguments_after(student.average, before)
        summary = "the list is not the same after the call."
        hint = "Whoever made the list may still need it. Which line of yours changes it?"
        assert_true(now == before, summary, given={"values": before}, got=now, hint=hint)


def check_counts(count_words, text, expected, hint):
    """Compare the counts of a text with the right ones."""
    counts = count_words(text)

    def fail(summary):
        raise CheckFailure(summary, given={"text": text}, expected=expected, got=counts, hint=hint)

    if counts is None:
        fail("the answer is None: is a `return` missing?")
    if not isinstance(counts, dict):
        fail("the answer is not a dictionary.")
    if set(counts) - set(expected):
        fail("the dictionary has a key that is no word of the text.")
    if set(expected) - set(counts):
        fail("a word of the text is missing in the dictionary.")
    for word in expected:
        if np.size(counts[word]) != 1 or counts[word] != expected[word]:
            fail(f"the count of {word!r} is wrong.")


@exercise("count_words")
class TestCountWords:
    def test_each_word_is_counted_as_often_as_it_stands_there(self, student):
        hint = "Follow it by hand, word by word, as in the table of the text."
        expected = {"red": 1, "fish": 2, "blue": 1}
        check_counts(student.count_words, "red fish blue fish", expected, hint)
        expected = {"to": 2, "be": 3, "or": 1, "not": 1, "a": 1}
        check_counts(student.count_words, "to be or not to be a be", expected, hint)

    def test_words_may_stand_apart_by_any_blanks(self, student):
        hint = (
            "Spaces, tabs and line ends separate words, any number of them, and some may stand at the ends."
        )
        expected = {"up": 2, "and": 1, "down": 2}
        check_counts(student.count_words, "\n up  and\tdown\n\ndown \t up  ", expected, hint)

    def test_words_are_taken_as_they_are_written(self, student):
        hint = "Only blanks separate words, and nothing is changed about a word."
        text = "Stop! stop, stop stop. I can't STOP on my one-way trip: 2 on 2"
        expected = {"Stop!": 1, "stop,": 1, "stop": 1, "stop.": 1, "I": 1, "can't": 1, "STOP": 1, "on": 2}
        expected |= {"my": 1, "one-way": 1, "trip:": 1, "2": 2}
        check_counts(student.count_words, text, expected, hint)

    def test_no_words_make_an_empty_dictionary(self, student):
        for text in ("", " ", "\t\n"):
            check_counts(student.count_words, text, {}, "Without a word there is nothing to count.")

    def test_an_earlier_text_is_forgotten(self, student):
        student.count_words("tea tea milk")
        hint = "Before this text came another one, 'tea tea milk'. Only the new text counts."
        check_counts(student.count_words, "milk honey", {"milk": 1, "honey": 1}, hint)


def check_line(printed, answer, line, what):
    """Compare what was printed with one line; blanks at its ends do not matter."""
    got = "\n".join(part.rstrip() for part in printed.strip().splitlines())
    hint = f"One line is asked for, to the letter: {line}"
    if got == "" and isinstance(answer, str):
        raise CheckFailure(f"{what} returned a text and printed nothing.", expected=line, got=got, hint=hint)
    summary = f"{what} printed nothing." if got == "" else f"{what} printed another text."
    assert_true(got == line, summary, given={"wanted": line}, got=got, hint=hint)


def check_silence(answer, what):
    """Make sure that nothing was returned by what prints."""
    hint = "What prints its line has nothing to hand back."
    assert_true(answer is None, f"{what} returned something as well.", got=answer, hint=hint)


@exercise("Man")
class TestMan:
    def test_a_new_man_is_announced(self, student, beside):
        for name in ("Otto", "David"):
            printed, _ = beside(LISTEN).listen(student.Man, name)
            check_line(printed, None, "Initialized!", f"Man({name!r})")

    def test_he_says_hello_with_his_own_name(self, student, beside):
        helper = beside(LISTEN)
        for name in ("Otto", "David", "Vincent van Gogh"):
            _, man = helper.listen(student.Man, name)
            printed, answer = helper.listen(man.hello)
            check_line(printed, answer, f"Hello {name}!", "hello")
            check_silence(answer, "hello")

    def test_he_says_good_bye_with_his_own_name(self, student, beside):
        helper = beside(LISTEN)
        for name in ("Emil", "David", "Vincent van Gogh"):
            _, man = helper.listen(student.Man, name)
            printed, answer = helper.listen(man.goodbye)
            check_line(printed, answer, f"Good-bye {name}!", "goodbye")
            check_silence(answer, "goodbye")

    def test_the_first_man_keeps_his_name_when_a_second_one_comes(self, student, beside):
        helper = beside(LISTEN)
        men = {name: helper.listen(student.Man, name)[1] for name in ("Anton", "Bruno")}
        for name in ("Anton", "Bruno", "Anton"):
            printed, answer = helper.listen(men[name].hello)
            check_line(printed, answer, f"Hello {name}!", "hello of one of two men")
            printed, answer = helper.listen(men[name].goodbye)
            check_line(printed, answer, f"Good-bye {name}!", "goodbye of one of two men")


X = np.array([[51, 55], [14, 19], [0, 4]])


@exercise("elements_above")
class TestElementsAbove:
    def test_larger_numbers_of_a_row_are_kept(self, student):
        row = np.array([0.5, -2.5, 0.8, 7.5, -1.0, 1.25])
        shown = {"X": row, "threshold": 0.75}
        hint = {
            "Which numbers are on the other side of the threshold?": [0.5, -2.5, -1.0],
            "A mask only says yes or no. How does one pick with it?": [0, 0, 1, 1, 0, 1],
            "These are places. Which numbers stand there?": [2, 3, 5],
        }
        assert_close(student.elements_above(row, 0.75), [0.8, 7.5, 1.25], given=shown, hint=hint)

    def test_tables_are_read_row_by_row(self, student):
        shown, hint = {"X": X, "threshold": 15}, "All numbers above 15, row 0 first, in one flat array."
        assert_close(student.elements_above(X, 15), [51, 55, 19], given=shown, hint=hint)
        table = np.array([[-7, 3, -1], [8, -2, 0]])
        shown, hint = {"X": table, "threshold": -2}, "All numbers above -2, row 0 first, in one flat array."
        assert_close(student.elements_above(table, -2), [3, -1, 8, 0], given=shown, hint=hint)
        deep = np.array([[[1, 9], [7, 3]], [[5, 2], [0, 8]]])
        shown, hint = {"X": deep, "threshold": 2}, "X has three axes here; the answer still has one."
        assert_close(student.elements_above(deep, 2), [9, 7, 3, 5, 8], given=shown, hint=hint)

    def test_equal_is_not_above_and_repeats_stay(self, student):
        table, hint = np.array([[19, 20, 3], [20, 19, 25]]), "19 is not above 19, and 20 stands there twice."
        shown = {"X": table, "threshold": 19}
        assert_close(student.elements_above(table, 19), [20, 20, 25], given=shown, hint=hint)

    def test_nothing_is_kept_if_nothing_is_above(self, student):
        shown, hint = {"X": X, "threshold": 55}, "The answer is an array all the same, one without numbers."
        assert_close(student.elements_above(X, 55), [], given=shown, hint=hint)

    def test_whole_numbers_come_back_as_an_array_of_whole_numbers(self, student):
        kept = student.elements_above(X, 13.5)
        shown = {"X": X, "threshold": 13.5}
        is_array = isinstance(kept, np.ndarray)
        assert_true(
            is_array, "the answer is not an array.", given=shown, got=kept, hint="An array was asked for."
        )
        summary = f"X holds whole numbers, and the answer holds {kept.dtype}."
        assert_true(kept.dtype.kind in "iu", summary, given=shown, got=kept)
        assert_close(kept, [51, 55, 14, 19], given=shown)

    def test_the_table_is_not_written_into(self, student):
        hint = "X belongs to whoever called. Which line of yours writes into it?"
        assert_leaves_arguments_alone(
            student.elements_above, np.array([[1.5, -2.0], [0.0, 4.0]]), 1.0, hint=hint
        )


@exercise("take_at")
class TestTakeAt:
    def test_places_run_along_row_0_and_then_on(self, student):
        places, rows = np.array([0, 2, 1]), [[51, 55], [0, 4], [14, 19]]
        hint = {"Square brackets right behind a table pick rows.": rows}
        assert_close(student.take_at(X, places), [51, 14, 55], given={"X": X, "indices": places}, hint=hint)
        wide, places = np.array([[2.5, 3.5, 4.5, 5.5], [6.5, 7.5, 8.5, 9.5]]), np.array([1, 3, 4, 6])
        hint = "With four columns, the places of row 1 are 4, 5, 6 and 7."
        shown = {"X": wide, "indices": places}
        assert_close(student.take_at(wide, places), [3.5, 5.5, 6.5, 8.5], given=shown, hint=hint)

    def test_each_place_asked_for_gets_its_number(self, student):
        places = np.array([5, 0, 0, 3, 5, 1, 2, 0])
        hint = "Eight places, so eight numbers, in the order of the places."
        expected = [4, 51, 51, 19, 4, 55, 14, 51]
        assert_close(student.take_at(X, places), expected, given={"X": X, "indices": places}, hint=hint)

    def test_minus_one_is_the_last_place(self, student):
        places, hint = np.array([-1, 1, -6, -3]), "From the end: -1 is the last place, -2 the one before it."
        assert_close(
            student.take_at(X, places), [4, 55, 51, 19], given={"X": X, "indices": places}, hint=hint
        )

    def test_any_number_of_axes_and_a_list_of_places_will_do(self, student):
        row, deep = np.array([1.5, 2.5, 3.5, 4.5]), np.array([[[10, 11], [12, 13]], [[14, 15], [16, 17]]])
        hint = "The array may have one axis, two or three, and the places may stand in a list."
        assert_close(student.take_at(row, [2, 0]), [3.5, 1.5], given={"X": row, "indices": [2, 0]}, hint=hint)
        shown = {"X": deep, "indices": [6, 1, 4]}
        assert_close(student.take_at(deep, [6, 1, 4]), [16, 11, 14], given=shown, hint=hint)

    def test_the_table_stays_a_table(self, student):
        hint = "X belongs to whoever called. Can you pick from a flat copy of it?"
        assert_leaves_arguments_alone(student.take_at, X, np.array([5, 1]), hint=hint)


@exercise("scale_columns")
class TestScaleColumns:
    def test_a_square_table_is_scaled_by_columns(self, student):
        A, v = np.array([[1, 2], [3, 4]]), np.array([10, 20])
        hint = {
            "Rows have factors of their own here. Whose should they be?": [[10, 20], [60, 80]],
            "Nothing is to be added up here.": [50, 110],
        }
        assert_close(student.scale_columns(A, v), [[10, 40], [30, 80]], given={"A": A, "v": v}, hint=hint)
        A, v = np.array([[1.5, 2.0, -4.0], [0.5, 1.0, 3.0], [2.5, -1.0, 6.0]]), np.array([2.0, -1.5, 0.5])
        scaled = [[3, -3, -2], [1, -1.5, 1.5], [5, 1.5, 3]]
        hint = "Column 0 is multiplied by v[0], column 1 by v[1], and so on."
        assert_close(student.scale_columns(A, v), scaled, given={"A": A, "v": v}, hint=hint)

    def test_tables_may_be_tall_or_wide(self, student):
        A, v = np.array([[1, 2], [3, 4], [0, 6]]), np.array([5, 10])
        hint = "Each number is multiplied by the factor of its column; the table keeps its shape."
        scaled = [[5, 20], [15, 40], [0, 60]]
        assert_close(student.scale_columns(A, v), scaled, given={"A": A, "v": v}, hint=hint)
        A, v = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]), np.array([2.0, 0.0, -1.0, 0.5])
        scaled = [[2, 0, -3, 2], [10, 0, -7, 4]]
        assert_close(student.scale_columns(A, v), scaled, given={"A": A, "v": v}, hint=hint)
        A, v = np.array([[3.0, 4.0]]), np.array([3.0, 5.0])
        assert_close(student.scale_columns(A, v), [[9, 20]], given={"A": A, "v": v}, hint=hint)

    def test_a_factor_may_be_a_fraction(self, student):
        A, v = np.array([[1, 2], [3, 5]]), np.array([0.5, 1.5])
        hint = {
            "An array made after A holds whole numbers, as A does. Where are the fractions to go?": [
                [0, 3],
                [1, 7],
            ]
        }
        assert_close(student.scale_columns(A, v), [[0.5, 3], [1.5, 7.5]], given={"A": A, "v": v}, hint=hint)

    def test_table_and_factors_are_not_written_into(self, student):
        A, v = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([2.0, 3.0, 4.0])
        hint = "The array belongs to whoever called. Make a new one for the products."
        assert_leaves_arguments_alone(student.scale_columns, A, v, hint=hint)


@exercise("normalize_rows")
class TestNormalizeRows:
    def test_each_number_is_divided_by_the_sum_of_its_row(self, student):
        A = np.array([[1, 3], [6, 2], [5, 5]])
        hint = {
            "Which axis should disappear when you sum?": A / [[12, 10]],
            "What does a sum take if no axis is named?": A / 22,
        }
        shares = [[0.25, 0.75], [0.75, 0.25], [0.5, 0.5]]
        assert_close(student.normalize_rows(A), shares, given={"A": A}, hint=hint)
        hint = "By hand: the sum of a row first, then each number of that row divided by it."
        A = np.array([[2.0, 3.0, 4.0, 1.0]])
        assert_close(student.normalize_rows(A), [[0.2, 0.3, 0.4, 0.1]], given={"A": A}, hint=hint)
        A = np.array([[0.2, 0.6], [0.06, 0.04], [15.0, 45.0]])
        shares = [[0.25, 0.75], [0.6, 0.4], [0.25, 0.75]]
        assert_close(student.normalize_rows(A), shares, given={"A": A}, hint=hint, rtol=1e-4)

    def test_a_square_table_is_divided_by_rows_too(self, student):
        A = np.array([[1.0, 4.0, 5.0], [10.0, 40.0, 50.0], [600.0, 200.0, 200.0]])
        shares = [[0.1, 0.4, 0.5], [0.1, 0.4, 0.5], [0.6, 0.2, 0.2]]
        hint = {
            "NumPy takes a flat array of sums for a row. Which shape makes it a column?": A / [10, 100, 1000],
            "Which axis should disappear when you sum?": A / [611, 244, 255],
        }
        assert_close(student.normalize_rows(A), shares, given={"A": A}, hint=hint)

    def test_shares_of_whole_numbers_are_fractions(self, student):
        A = np.array([[1, 1, 2], [0, 3, 1]])
        hint = {"An array made after A holds whole numbers, as A does. Where are the fractions to go?": 0 * A}
        assert_close(
            student.normalize_rows(A), [[0.25, 0.25, 0.5], [0, 0.75, 0.25]], given={"A": A}, hint=hint
        )

    def test_only_a_row_of_zeros_stays_zeros(self, student):
        nan = np.nan
        A = np.array([[1, 3, 0], [0, 0, 0], [0, 4, 0]])
        hint = {
            "By what could you divide a row of zeros, so that zeros stay zeros?": [
                [0.25, 0.75, 0],
                [nan, nan, nan],
                [0, 1, 0],
            ],
            "Is a row with one 0 a row of zeros?": 0 * A,
            "What about the rows that have a sum?": A,
        }
        shares = [[0.25, 0.75, 0], [0, 0, 0], [0, 1, 0]]
        assert_close(student.normalize_rows(A), shares, given={"A": A}, hint=hint)
        A = np.array([[0.0, 0.0], [1.5, 4.5]])
        hint = "Row 0 has nothing to share out and stays as it is."
        assert_close(student.normalize_rows(A), [[0, 0], [0.25, 0.75]], given={"A": A}, hint=hint)

    def test_the_table_is_not_written_into(self, student):
        A = np.array([[1.0, 3.0], [0.0, 0.0], [4.0, 4.0]])
        hint = "A belongs to whoever called. Make a new array for the shares."
        assert_leaves_arguments_alone(student.normalize_rows, A, hint=hint)


WAVES = {"sin": np.sin, "cos": np.cos}
STEPS = np.array([tenths / 10 for tenths in range(60)])


def find_curve(diagram, name):
    """The curve that is the sine or cosine of its own x; failing that, the one with this label."""
    curves = [curve for curve in diagram["curves"] if len(curve["x"]) > 2]
    right = [curve for curve in curves if np.allclose(curve["y"], WAVES[name](curve["x"]), atol=1e-6)]
    called = [curve for curve in curves if is_text(curve["label"], name)]
    hint = "It should be on the Axes that you return."
    assert_true(len(right + called) > 0, f"no curve of the diagram is {name} x.", hint=hint)
    return (right + called)[0]


def is_text(text, wanted):
    """Whether two labels say the same; blanks and capitals do not matter."""
    return text.lower().replace(" ", "").strip() == wanted.replace(" ", "")


@exercise("sin_cos_graph")
class TestSinCosGraph:
    def test_sine_and_cosine_are_drawn_at_sixty_points(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        for name, wave in WAVES.items():
            curve = find_curve(diagram, name)
            hint = {
                "How far is it from one x to the next?": np.linspace(0, 6, 60),
                "What is the last x?": np.append(STEPS, 6.0),
                "Six points make a curve with corners. Which step was asked for?": np.arange(6),
            }
            assert_close(curve["x"], STEPS, what=f"x of {name} x", hint=hint)
            hint = {"x is in radians as it is.": wave(np.radians(STEPS))}
            assert_close(curve["y"], wave(STEPS), what=f"y of {name} x", hint=hint, atol=1e-6)

    def test_the_sine_is_a_solid_line_and_the_cosine_a_dashed_one(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        hint = "Solid is `-` and dashed is `--`; solid is what you get if you name no style."
        for name, style, word in [("sin", "-", "solid"), ("cos", "--", "dashed")]:
            got = find_curve(diagram, name)["style"]
            assert_true(got == style, f"the curve of {name} x is not {word}.", got=got, hint=hint)

    def test_title_and_labels_are_those_of_the_table(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        for what, text in [
            ("title", "sin & cos"),
            ("label of the x axis", "x"),
            ("label of the y axis", "y"),
        ]:
            got = diagram[what]
            assert_true(is_text(got, text), f"the {what} is not {text!r}.", got=got, given={"wanted": text})

    def test_the_legend_says_which_is_which(self, student, beside):
        diagram = beside(LOOK).look(student.sin_cos_graph)
        hint = "A label says what a curve is called; it is seen once `legend` is asked for."
        assert_true(len(diagram["legend"]) > 0, "no curve is in a legend.", hint=hint)
        for name in WAVES:
            curve = find_curve(diagram, name)
            called = [
                entry["label"]
                for entry in diagram["legend"]
                if (entry["style"], entry["colour"]) == (curve["style"], curve["colour"])
            ]
            summary = f"in the legend the curve of {name} x is not called {name}."
            assert_true(any(is_text(label, name) for label in called), summary, got=called, hint=hint)

    def test_the_axes_are_handed_back(self, student, beside):
        check_axes(beside(LOOK).look(student.sin_cos_graph))


def check_axes(diagram):
    """Make sure that the Axes were returned."""
    kind = diagram["returned"]
    summary = (
        "nothing was returned."
        if kind == "NoneType"
        else f"what was returned is of type {kind}, not the Axes."
    )
    hint = "The diagram is the Axes; `plt.gca()` gives the current one, `plt.subplots()` makes a new one."
    assert_true(kind == "Axes", summary, hint=hint)


def check_picture(diagram, pixels):
    """Compare the picture that was drawn with the numbers of a file."""
    assert_true(len(diagram["pictures"]) > 0, "no picture was drawn.", hint="`imshow` draws, `imread` reads.")
    shown = diagram["pictures"][-1]
    shown = shown / 255 if shown.dtype == np.uint8 else shown  # from 0 to 255 is as good as from 0 to 1
    same_shape = shown.shape == pixels.shape
    summary = f"the numbers drawn have shape {shown.shape}, those of the file {pixels.shape}."
    hint = "The picture is drawn as it was read, with all rows, columns and colours."
    assert_true(same_shape, summary, hint=hint)
    assert_close(shown, pixels, what="the picture", hint=hint)


@exercise("show_image")
class TestShowImage:
    def test_the_logo_of_matplotlib_is_shown_as_it_is(self, student, beside):
        helper = beside(LOOK)
        path, pixels = helper.file("matplotlib.png")
        check_picture(helper.look(student.show_image, path), pixels)

    def test_another_file_is_another_picture(self, student, beside):
        helper = beside(LOOK)
        path, pixels = helper.file("home_large.png")
        check_picture(helper.look(student.show_image, path), pixels)

    def test_row_0_is_at_the_top(self, student, beside):
        helper = beside(LOOK)
        path, _ = helper.file("matplotlib.png")
        diagram = helper.look(student.show_image, path)
        assert_true(
            len(diagram["heights"]) > 0, "no picture was drawn.", hint="`imshow` draws, `imread` reads."
        )
        upright = all(row_0 > last_row for row_0, last_row in diagram["heights"])
        assert_true(
            upright, "row 0 is at the bottom.", hint="Without being told, `imshow` puts row 0 at the top."
        )

    def test_the_axes_with_the_picture_are_handed_back(self, student, beside):
        helper = beside(LOOK)
        path, _ = helper.file("home_large.png")
        check_axes(helper.look(student.show_image, path))
