"""Chapter 1: the seeds' own code, as a learner would paste it."""

from tests.seeds import Fragment

FRAGMENTS = [
    Fragment(
        seed="004",
        title="the class of the notes",
        exercise="Man",
        earns="all",
        code="""
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name + "!")

    def goodbye(self):
        print("Good-bye " + self.name + "!")

m = Man("David")
m.hello()
m.goodbye()
""",
    ),
    Fragment(
        seed="000",
        title="two names, and goodby for goodbye",
        exercise="Man",
        earns="none",
        code="""
class Man:
    def __init__(self, name1, name2):
        self.name1 = name1
        self.name2 = name2
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name1 + "!")

    def goodby(self):
        print("Goodby " + self.name1 + "!")

    def Goodby2(self):
        print("Goodby " + self.name2 + "!")

m = Man("GouDan", "ErYa")
m.hello()
m.goodby()
m.Goodby2()
""",
    ),
    Fragment(
        seed="000",
        title="one name, the notes' spelling of Good-bye",
        exercise="Man",
        earns={"test_making_one_prints_initialized", "test_hello_prints_his_name"},
        code="""
class Man:
    def __init__(self, name1):
        self.name1 = name1
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name1 + "!")

    def goodbye(self):
        print("Goodby " + self.name1 + "!")
""",
    ),
    Fragment(
        seed="004",
        title="returns in place of printing",
        exercise="Man",
        earns={"test_making_one_prints_initialized"},
        code="""
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        return "Hello " + self.name + "!"

    def goodbye(self):
        return "Good-bye " + self.name + "!"
""",
    ),
    Fragment(
        seed="004",
        title="one name for all, kept on the class",
        exercise="Man",
        earns={
            "test_making_one_prints_initialized",
            "test_hello_prints_his_name",
            "test_goodbye_prints_his_name",
        },
        code="""
class Man:
    name = ""

    def __init__(self, name):
        Man.name = name
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name + "!")

    def goodbye(self):
        print("Good-bye " + self.name + "!")
""",
    ),
    Fragment(
        seed="004",
        title="commas in print, so a space before the exclamation mark",
        exercise="Man",
        earns={"test_making_one_prints_initialized"},
        code="""
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print("Hello", self.name, "!")

    def goodbye(self):
        print("Good-bye", self.name, "!")
""",
    ),
    Fragment(
        seed="000",
        title="whole division",
        exercise="average",
        earns={"test_an_empty_list_is_refused_with_a_reason", "test_the_list_is_left_as_it_is"},
        code="""
def average(values):
    if not values:
        raise ValueError("no values")
    total = 0
    for i in values:
        total += i
    return total // len(values)
""",
    ),
    Fragment(
        seed="004",
        title="a for loop, but no thought of an empty list",
        exercise="average",
        earns={
            "test_it_is_the_sum_over_the_count",
            "test_whole_numbers_may_have_a_fraction_as_average",
            "test_negative_numbers_and_zeros_count_too",
            "test_the_list_is_left_as_it_is",
        },
        code="""
def average(values):
    total = 0
    for i in values:
        total = total + i
    return total / len(values)
""",
    ),
    Fragment(
        seed="004",
        title="takes the values out of the caller's list",
        exercise="average",
        earns={
            "test_it_is_the_sum_over_the_count",
            "test_whole_numbers_may_have_a_fraction_as_average",
            "test_negative_numbers_and_zeros_count_too",
            "test_an_empty_list_is_refused_with_a_reason",
        },
        code="""
def average(values):
    n = len(values)
    if n == 0:
        raise ValueError("average of an empty list")
    total = 0
    while values:
        total += values.pop()
    return total / n
""",
    ),
    Fragment(
        seed="004",
        title="the notes' way of putting a key, so every count is 1",
        exercise="count_words",
        earns={
            "test_a_word_that_stands_once_counts_one",
            "test_a_text_without_words_gives_an_empty_dictionary",
            # "salt sugar" holds no word twice
            "test_a_second_text_starts_from_zero",
        },
        code="""
def count_words(text):
    me = {}
    for word in text.split():
        me[word] = 1
    return me
""",
    ),
    Fragment(
        seed="004",
        title="a dictionary that outlives the call",
        exercise="count_words",
        earns="none",
        code="""
me = {"height": 100}

def count_words(text):
    for word in text.split():
        if word in me:
            me[word] = me[word] + 1
        else:
            me[word] = 1
    return me
""",
    ),
    Fragment(
        seed="004",
        title="the mask of the notes",
        exercise="elements_above",
        earns="all",
        code="""
def elements_above(X, threshold):
    return X[X > threshold]
""",
    ),
    Fragment(
        seed="000",
        title="flattened first, then the mask",
        exercise="elements_above",
        earns="all",
        code="""
def elements_above(x, threshold):
    x = x.flatten()
    return x[x > threshold]
""",
    ),
    Fragment(
        seed="004",
        title="the threshold of the notes written in",
        exercise="elements_above",
        earns={"test_nothing_above_gives_an_empty_array", "test_the_array_is_left_as_it_is"},
        code="""
def elements_above(X, threshold):
    return X[X > 15]
""",
    ),
    Fragment(
        seed="004",
        title="the mask itself",
        exercise="elements_above",
        earns={"test_the_array_is_left_as_it_is"},
        code="""
def elements_above(X, threshold):
    return X > threshold
""",
    ),
    Fragment(
        seed="004",
        title="a loop that returns a list",
        exercise="elements_above",
        earns={
            "test_it_keeps_the_larger_numbers_of_a_flat_array",
            "test_tables_of_any_shape_give_a_flat_array_row_by_row",
            "test_numbers_equal_to_the_threshold_are_left_out",
            "test_nothing_above_gives_an_empty_array",
            "test_the_array_is_left_as_it_is",
        },
        code="""
def elements_above(X, threshold):
    kept = []
    for i in X.flatten():
        if i > threshold:
            kept.append(i)
    return kept
""",
    ),
    Fragment(
        seed="004",
        title="the notes' loop over rows, with an if",
        exercise="elements_above",
        earns={"test_it_keeps_the_larger_numbers_of_a_flat_array"},
        code="""
def elements_above(X, threshold):
    kept = []
    for row in X:
        if row > threshold:
            kept.append(row)
    return kept
""",
    ),
    Fragment(
        seed="004",
        title="flattened, then picked",
        exercise="take_at",
        earns="all",
        code="""
def take_at(X, indices):
    X = X.flatten()
    return X[np.array(indices)]
""",
    ),
    Fragment(
        seed="000",
        title="flattened, then picked",
        exercise="take_at",
        earns="all",
        code="""
def take_at(x, indices):
    x = x.flatten()
    return x[indices]
""",
    ),
    Fragment(
        seed="000",
        title="the places of the notes written in",
        exercise="take_at",
        earns={"test_the_table_keeps_its_shape_and_numbers"},
        code="""
def take_at(x, indices):
    x = x.flatten()
    return x[np.array([0, 2, 4])]
""",
    ),
    Fragment(
        seed="004",
        title="picked without flattening, so rows",
        exercise="take_at",
        # np.array([2, 5]) is no row of a (3, 4) table either
        earns="none",
        code="""
def take_at(X, indices):
    return X[np.array(indices)]
""",
    ),
    Fragment(
        seed="004",
        title="flattens the caller's table",
        exercise="take_at",
        earns={
            "test_places_in_a_table_are_counted_row_by_row",
            "test_places_come_in_the_order_asked_and_may_repeat",
            "test_negative_places_count_from_the_end",
            "test_flat_and_deep_arrays_and_lists_of_places_work_as_well",
        },
        code="""
def take_at(X, indices):
    X.shape = (X.size,)
    return X[np.array(indices)]
""",
    ),
    Fragment(
        seed="000",
        title="the notes' A * B",
        exercise="scale_columns",
        earns="all",
        code="""
def scale_columns(A, B):
    return A * B
""",
    ),
    Fragment(
        seed="004",
        title="the notes' A * B, in place",
        exercise="scale_columns",
        earns={
            "test_each_column_of_a_square_table_has_its_own_factor",
            "test_tables_that_are_not_square_work_as_well",
        },
        code="""
def scale_columns(A, B):
    A *= B
    return A
""",
    ),
    Fragment(
        seed="000",
        title="np.dot in place of *",
        exercise="scale_columns",
        earns={"test_both_arrays_are_left_as_they_are"},
        code="""
def scale_columns(A, B):
    return np.dot(A, B)
""",
    ),
    Fragment(
        seed="004",
        title="as many columns as rows",
        exercise="scale_columns",
        earns={
            "test_each_column_of_a_square_table_has_its_own_factor",
            "test_both_arrays_are_left_as_they_are",
        },
        code="""
def scale_columns(A, v):
    n = len(A)
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = A[i, j] * v[j]
    return out[:, : len(v)]
""",
    ),
    Fragment(
        seed="004",
        title="no keepdims",
        exercise="normalize_rows",
        earns="none",
        code="""
def normalize_rows(A):
    return A / A.sum(axis=1)
""",
    ),
    Fragment(
        seed="004",
        title="no thought of a row of zeros",
        exercise="normalize_rows",
        earns={
            "test_each_row_adds_up_to_one",
            "test_each_number_becomes_its_share_of_the_row",
            "test_a_square_table_is_normalised_by_rows_too",
            "test_whole_numbers_become_fractions",
            "test_the_table_is_left_as_it_is",
        },
        code="""
def normalize_rows(A):
    return A / A.sum(axis=1, keepdims=True)
""",
    ),
    Fragment(
        seed="004",
        title="the script as it is, without a function",
        exercise="sin_cos_graph",
        earns="none",
        code="""
import numpy as np
import matplotlib.pyplot as plt
x = np.arange(0, 6, 0.1)
y1 = np.sin(x)
y2 = np.cos(x)
plt.plot(x, y1, label="sin")
plt.plot(x, y2, linestyle = "--", label="cos")
plt.xlabel("x")
plt.ylabel("y")
plt.title('sin & cos')
plt.legend()
plt.show()
""",
    ),
    Fragment(
        seed="004",
        title="the script in a function, current axes returned",
        exercise="sin_cos_graph",
        earns="all",
        code="""
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)
    y2 = np.cos(x)
    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle = "--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title('sin & cos')
    plt.legend()
    return plt.gca()
""",
    ),
    Fragment(
        seed="000",
        title="the script in a function, shown and not returned",
        exercise="sin_cos_graph",
        earns={
            "test_the_sine_is_drawn",
            "test_the_cosine_is_drawn",
            "test_the_sine_is_solid_and_the_cosine_dashed",
            "test_title_and_axes_say_what_is_shown",
            "test_the_legend_calls_each_curve_by_its_name",
        },
        code="""
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)

    y2 = np.cos(x)

    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle = "--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title('sin & cos')
    plt.legend()
    plt.show()
""",
    ),
    Fragment(
        seed="000",
        title="the sine alone",
        exercise="sin_cos_graph",
        earns={"test_the_sine_is_drawn"},
        code="""
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y = np.sin(x)

    plt.plot(x, y)
    plt.show()
""",
    ),
    Fragment(
        seed="004",
        title="the Figure returned, the legend forgotten",
        exercise="sin_cos_graph",
        earns={
            "test_the_sine_is_drawn",
            "test_the_cosine_is_drawn",
            "test_the_sine_is_solid_and_the_cosine_dashed",
            "test_title_and_axes_say_what_is_shown",
        },
        code="""
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)
    y2 = np.cos(x)
    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle = "--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title('sin & cos')
    return plt.gcf()
""",
    ),
    Fragment(
        seed="004",
        title="any path, current axes returned",
        exercise="show_image",
        earns="all",
        code="""
def show_image(path):
    img = imread(path) # the path of the image
    plt.imshow(img)
    plt.show()
    return plt.gca()
""",
    ),
    Fragment(
        seed="004",
        title="the notes' own path written in",
        exercise="show_image",
        earns="none",
        code="""
def show_image(path):
    img = imread('lena.png') # the path of the image
    plt.imshow(img)
    plt.show()
""",
    ),
    Fragment(
        seed="000",
        title="the notes' own folder written in",
        exercise="show_image",
        earns="none",
        code="""
def show_image(path):
    img = imread('./deep-learning-from-scratch/dataset/lena.png')
    plt.imshow(img)
    plt.show()
""",
    ),
    Fragment(
        seed="000",
        title="any path, shown and not returned",
        exercise="show_image",
        earns={
            "test_the_axes_hold_what_is_in_the_file",
            "test_another_path_shows_another_picture",
            "test_the_first_row_is_at_the_top",
        },
        code="""
def show_image(path):
    img = imread(path)
    plt.imshow(img)
    plt.show()
""",
    ),
]
