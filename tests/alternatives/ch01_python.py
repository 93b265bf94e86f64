"""Right answers to chapter 1, written in other ways."""

# %% exercise="average" way="a loop with a running total"
def average(numbers: list) -> float:
    if numbers == []:
        raise ValueError("there is nothing to average")
    total = 0
    count = 0
    for number in numbers:
        total = total + number
        count = count + 1
    return total / count

# %% exercise="average" way="NumPy scalar from np.mean"
import numpy as np

def average(values):
    if not values:
        raise ValueError("average() needs at least one number, got none")
    return np.mean(values)

# %% exercise="average" way="the statistics module, which complains by itself"
import statistics

def average(values):
    return statistics.mean(values)

# %% exercise="average" way="division by zero caught and raised again"
def average(values):
    try:
        result = sum(values) / len(values)
    except ZeroDivisionError as problem:
        raise ValueError("the list has no numbers in it") from problem
    else:
        print("average of", len(values), "numbers:", result)
        return result

# %% exercise="average" way="tabs, a helper and a class of error of its own"
class EmptyList(ValueError):
	def __init__(self):
		super().__init__("no numbers given")

def add_up(values, total=0.0):
	if not values:
		return total
	return add_up(values[1:], total + values[0])

def average(values, /):
	if len(values) < 1:
		raise EmptyList
	return add_up(values) / len(values)

# %% exercise="average" way="a mean that moves along, in a while loop"
def average(values):
    n, mean = 0, 0.0
    while n < len(values):
        n += 1
        mean += (values[n - 1] - mean) / n
    if n == 0:
        raise ValueError("cannot take the average of an empty list")
    return mean

# %% exercise="average" way="array of no axes, from einsum of an array"
def average(values):
    x = np.asarray(values, dtype=np.float32)
    if x.size == 0:
        raise ValueError(f"expected at least one number, got {values!r}")
    return np.einsum("i->", x) / np.array(x.size)

# %% exercise="count_words" way="a Counter"
from collections import Counter

def count_words(text):
    return Counter(text.split())

# %% exercise="count_words" way="a defaultdict"
from collections import defaultdict

def count_words(text: str) -> dict[str, int]:
    counts = defaultdict(int)
    for word in text.split():
        counts[word] += 1
    return counts

# %% exercise="count_words" way="a comprehension over the set of words"
def count_words(s):
    words = s.split()
    return {w: words.count(w) for w in set(words)}

# %% exercise="count_words" way="if and else, blanks replaced by hand"
def count_words(text):
    table = {}
    for word in text.replace("\n", " ").replace("\t", " ").split(" "):
        if word == "":
            continue
        if word in table:
            table[word] = table[word] + 1
        else:
            table[word] = 1
    return table

# %% exercise="count_words" way="letter by letter"
def count_words(text):
    counts, word = {}, ""
    for letter in text + " ":
        if not letter.isspace():
            word = word + letter
        elif word != "":
            counts[word] = counts[word] + 1 if word in counts else 1
            word = ""
    return counts

# %% exercise="count_words" way="np.unique, so NumPy counts"
def count_words(text):
    words, numbers = np.unique(text.split(), return_counts=True)
    return dict(zip(words, numbers))

# %% exercise="count_words" way="a regular expression and KeyError caught"
import re

WORD = re.compile(r"\S+")

def count_words(text):
    counts = {}
    for match in WORD.finditer(text):
        try:
            counts[match.group()] += 1
        except KeyError:
            counts[match.group()] = 1
    return counts

# %% exercise="count_words" way="sorted and grouped"
from itertools import groupby

count_words = lambda text: {word: len(list(group)) for word, group in groupby(sorted(text.split()))}

# %% exercise="Man" way="joined with plus, made and called in the same cell"
class Man:
    def __init__(self, n):
        self.n = n
        print("Initialized!")

    def hello(self):
        print("Hello " + self.n + "!")

    def goodbye(self):
        print("Good-bye " + self.n + "!")

m = Man("David")
m.hello()
m.goodbye()

# %% exercise="Man" way="percent signs and format, extra methods"
class Man(object):
    """A man."""

    count = 0

    def __init__(self, name: str) -> None:
        Man.count += 1
        self.name, self.number = name, Man.count
        print('Initialized!')

    def hello(self) -> None:
        print('Hello %s!' % self.name)

    def goodbye(self) -> None:
        print('Good-bye {}!'.format(self.name))

    def __repr__(self):
        return "Man(%r)" % self.name

    def __call__(self):
        self.hello()
        self.goodbye()

# %% exercise="Man" way="a dataclass"
from dataclasses import dataclass

@dataclass
class Man:
    name: str

    def __post_init__(self):
        print("Initialized!")

    def hello(self):
        print("Hello", self.name + "!")

    def goodbye(self):
        return print("Good-bye " + self.name, end="!\n")

# %% exercise="Man" way="inheritance, a property and slots"
class Person:
    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = name

    @property
    def name(self):
        return self._name

    def say(self, word):
        print(word, " ", self.name, "!", sep="")

class Man(Person):
    __slots__ = ()

    def __init__(self, name):
        super().__init__(name)
        print("Initialized!")

    def hello(self):
        self.say("Hello")

    def goodbye(self):
        self.say("Good-bye")

# %% exercise="Man" way="tabs, a default name, sys.stdout"
import sys

class Man:
	def __init__(self, name="David"):
		self.name = name
		sys.stdout.write("Initialized!\n")

	def hello(self):
		sys.stdout.write(f"Hello {self.name}!\n")

	def goodbye(self):
		sys.stdout.write(f"Good-bye {self.name}!\n")

# %% exercise="elements_above" way="flattened before the mask"
def elements_above(x, threshold):
    x = x.flatten()
    mask = x > threshold
    return x[mask]

# %% exercise="elements_above" way="a loop, then an array"
def elements_above(X, threshold):
    kept = []
    for number in X.ravel():
        if number > threshold:
            kept.append(number)
    return np.array(kept)

# %% exercise="elements_above" way="np.extract"
def elements_above(X: np.ndarray, threshold: float) -> np.ndarray:
    return np.extract(X > threshold, X)

# %% exercise="elements_above" way="places from np.where"
def elements_above(X, threshold=0):
    return X[np.where(np.greater(X, threshold))]

# %% exercise="elements_above" way="np.compress of a view"
def elements_above(X, threshold):
    flat = X.reshape(-1)
    return flat.compress(~(flat <= threshold))

# %% exercise="elements_above" way="a masked array"
def elements_above(X, threshold):
    return np.ma.masked_less_equal(X, threshold).compressed()

# %% exercise="elements_above" way="row by row, by recursion"
def elements_above(X, threshold):
    X = np.asarray(X)
    if X.ndim == 1:
        return np.array([v for v in X if v > threshold], X.dtype)
    return np.concatenate([elements_above(row, threshold) for row in X])

# %% exercise="elements_above" way="filter over a plain list"
from functools import partial
import operator

def elements_above(X, threshold):
    return np.array(list(filter(partial(operator.lt, threshold), X.flatten().tolist())))

# %% exercise="take_at" way="flattened, places made an array"
def take_at(X, indices):
    X = X.flatten()
    print("flat:", X.shape)
    return X[np.array(indices)]

# %% exercise="take_at" way="np.take"
take_at = np.take

# %% exercise="take_at" way="ravel or reshape, which make a view"
def take_at(a, places):
    view = a.ravel()
    assert view.ndim == 1
    return view[list(places)]

# %% exercise="take_at" way="one by one into a new array"
def take_at(X, indices):
    flat = X.reshape(-1)
    out = np.empty(len(indices), dtype=X.dtype)
    for i in range(len(indices)):
        out[i] = flat[indices[i]]
    return out

# %% exercise="take_at" way="the flat iterator"
def take_at(X, indices):
    return X.flat[indices]

# %% exercise="take_at" way="rows and columns worked out"
def take_at(X, indices):
    where = np.unravel_index(np.mod(indices, X.size), X.shape)
    return X[where]

# %% exercise="take_at" way="plain lists, turned into an array at the end"
def take_at(X, indices):
    numbers = X.copy().flatten().tolist()
    return np.array([numbers[place] for place in indices])

# %% exercise="take_at" way="a product with rows that hold a single 1"
def take_at(X, indices):
    return np.eye(X.size)[indices] @ X.flatten()

# %% exercise="scale_columns" way="named A and B, with np.multiply"
def scale_columns(A, B):
    return np.multiply(A, B)

# %% exercise="scale_columns" way="two loops into floats"
def scale_columns(A, v):
    rows, columns = A.shape
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = A[i, j] * v[j]
    return out

# %% exercise="scale_columns" way="a product with a diagonal table"
def scale_columns(A, v):
    return A @ np.diag(v)

# %% exercise="scale_columns" way="einsum"
def scale_columns(A, v):
    return np.einsum("ij,j->ij", A, v)

# %% exercise="scale_columns" way="single precision"
def scale_columns(A, v):
    out = A.astype(np.float32)
    out *= v.astype(np.float32)
    return out

# %% exercise="scale_columns" way="turned round and back"
def scale_columns(A, v):
    return (A.T * v[:, np.newaxis]).T

# %% exercise="scale_columns" way="column by column, stacked"
def scale_columns(A, v):
    return np.column_stack([column * factor for column, factor in zip(A.T, v)])

# %% exercise="scale_columns" way="a list of lists, made an array"
def scale_columns(A, v):
    return np.array([[a * f for a, f in zip(row, v)] for row in A])

# %% exercise="scale_columns" way="v repeated for each row"
def scale_columns(A, v):
    V = np.tile(v, (len(A), 1))
    assert V.shape == A.shape
    return A * V

# %% exercise="normalize_rows" way="row by row with an if"
def normalize_rows(A):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        s = np.sum(A[i])
        if s != 0:
            out[i] = A[i] / s
    return out

# %% exercise="normalize_rows" way="sums of 0 replaced in an own array"
def normalize_rows(A):
    s = np.sum(A, axis=1).reshape(-1, 1)
    s[s == 0] = 1
    return A / s

# %% exercise="normalize_rows" way="warnings, then nan made 0"
def normalize_rows(A):
    return np.nan_to_num(A / A.sum(axis=1, keepdims=True))

# %% exercise="normalize_rows" way="np.divide where there is something"
def normalize_rows(A):
    total = A.sum(axis=-1, keepdims=True)
    return np.divide(A, total, out=np.zeros(A.shape), where=total > 0)

# %% exercise="normalize_rows" way="a tiny number added to the sums"
EPSILON = 1e-7

def normalize_rows(A):
    return A / (A.sum(axis=1, keepdims=True) + EPSILON)

# %% exercise="normalize_rows" way="turned round, so that no keepdims is needed"
def normalize_rows(A):
    total = A.sum(axis=1)
    return (A.T / (total + (total == 0))).T

# %% exercise="normalize_rows" way="a function for one row, applied along the axis"
def share_out(row):
    s = row.sum()
    return row / s if s else row * 0.0

def normalize_rows(A):
    return np.apply_along_axis(share_out, 1, A)

# %% exercise="normalize_rows" way="single precision, divided in place on a copy"
def normalize_rows(A):
    B = A.astype("float32")
    B /= np.maximum(B.sum(1)[:, None], 1e-30)
    return B

# %% exercise="normalize_rows" way="einsum, a product with ones, list of rows"
def normalize_rows(A):
    total = A @ np.ones(A.shape[1])
    factor = [1 / s if s > 0 else 0 for s in total]
    return np.einsum("ij,i->ij", A, factor)

# %% exercise="sin_cos_graph" way="taken hold of before it is shown"
import numpy as np
import matplotlib.pyplot as plt

def sin_cos_graph():
    plt.figure(figsize=(8, 4))
    x = np.linspace(0, 5.9, 60)
    plt.plot(x, np.sin(x), 'b-', label='sin')
    plt.plot(x, np.cos(x), 'r--', label='cos')
    plt.title('sin & cos')
    plt.xlabel('x')
    plt.ylabel('y')
    plt.legend(loc='upper right', fontsize=12)
    plt.grid(True)
    ax = plt.gca()
    plt.show()
    return ax

# %% exercise="sin_cos_graph" way="Axes methods, colours, dashed by its name"
def sin_cos_graph(ax=None):
    if ax is None:
        fig = plt.figure()
        ax = fig.add_subplot(1, 1, 1)
    x = np.arange(60) * 0.1
    for f, name, style in ((np.cos, "cos", "dashed"), (np.sin, "sin", "solid")):
        ax.plot(x, f(x), ls=style, lw=2, label=name, color="black")
    ax.set_title("sin & cos", loc="left")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.axhline(0, color="gray")
    ax.legend()
    return ax

# %% exercise="sin_cos_graph" way="plain Python lists, names given to the legend"
import math

def sin_cos_graph():
    xs = [i / 10 for i in range(60)]
    plt.plot(xs, [math.sin(x) for x in xs])
    plt.plot(xs, [math.cos(x) for x in xs], "--")
    plt.legend(["sin", "cos"])
    plt.xlabel("x"); plt.ylabel("y"); plt.title("sin & cos")
    return plt.gca()

# %% exercise="sin_cos_graph" way="both curves in one call, a legend of the Figure"
def sin_cos_graph():
    x = np.arange(0, 6, 0.1, dtype=np.float32)
    fig, ax = plt.subplots()
    sine, cosine = ax.plot(x, np.sin(x), "-", x, np.cos(x), "--")
    sine.set_label("sin")
    cosine.set_label("cos")
    ax.set(title="sin & cos", xlabel="x", ylabel="y", xlim=(0, 6))
    fig.legend()
    fig.savefig("sin_cos.png")
    return ax

# %% exercise="sin_cos_graph" way="a Figure without pyplot, points as markers too"
from matplotlib.figure import Figure

def sin_cos_graph():
    x = np.arange(0.0, 5.95, 0.1)
    ax = Figure().subplots()
    first, = ax.plot(x, np.sin(x), marker=".")
    second, = ax.plot(x, np.cos(x), marker=".", linestyle="--")
    ax.legend([first, second], ["sin", "cos"])
    ax.set_title("sin & cos")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    return ax

# %% exercise="show_image" way="pyplot, current axes returned"
def show_image(path):
    img = imread(path)
    plt.imshow(img)
    return plt.gca()

# %% exercise="show_image" way="plt.imread and no ticks"
def show_image(path: str):
    fig = plt.figure(figsize=(3, 3))
    ax = fig.add_subplot()
    image = plt.imread(path)
    print("shape:", image.shape)
    ax.imshow(image, interpolation="nearest", aspect="auto")
    ax.set_title(str(path))
    ax.axis("off")
    return ax

# %% exercise="show_image" way="Pillow, whole numbers from 0 to 255"
from PIL import Image

def show_image(path):
    with Image.open(path) as img:
        pixels = np.array(img)
    plt.imshow(pixels)
    ax = plt.gca()
    plt.show()
    return ax

# %% exercise="show_image" way="a Pillow image handed to imshow"
from PIL import Image

def show_image(filename):
    _, ax = plt.subplots()
    ax.imshow(Image.open(filename))
    return ax

# %% exercise="show_image" way="an open file, the Axes asked of the image"
from matplotlib import image as mpimg

def show_image(path):
    with open(path, "rb") as file:
        picture = mpimg.imread(file)
    return plt.imshow(picture, cmap="gray").axes

# %% exercise="show_image" way="the edges of the picture given, from 0 upwards"
def show_image(path):
    img = imread(path)
    height, width = img.shape[:2]
    _, ax = plt.subplots()
    ax.imshow(img, extent=(0, width, 0, height))
    return ax

# %% exercise="show_image" way="origin below, then the axis turned over"
def show_image(path):
    ax = plt.axes()
    ax.imshow(imread(path), origin="lower")
    ax.invert_yaxis()
    plt.close()
    return ax
