# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Chapter 1: Python and NumPy
#
# A neural network that reads handwriting sounds like magic. Look inside and you find tables of numbers that
# are multiplied, added and compared. Nothing else. This chapter hands you the tools for such tables, and nine
# small exercises to try them on. You need no experience: if you can work a pocket calculator, you can begin.
#
# **What you will be able to do**
#
# - compute in Python, and keep values in names, lists and dictionaries
# - repeat with `for`, decide with `if`, and pack your steps into functions and classes
# - work on a whole table of numbers at once with NumPy, without writing a loop
# - draw curves and pictures with Matplotlib
#
# **How this page works**
#
# - The page is made of cells. Click on a code cell and press **Shift + Enter**: it runs, and its output
#   appears below it. Go from top to bottom, because a cell only knows what ran before it.
# - In an exercise, the text between the triple quotes says what goes in and what must come out. Leave it, and
#   leave the line that begins with `def`. Delete the line `raise NotImplementedError("not written yet")` and
#   write your answer in its place, indented in the same way: four spaces, or the Tab key once.
# - Run the cell, then run the `check(...)` cell under it. It tells you what works and what does not yet: what
#   was given, what was expected, and what your answer made of it. Try as often as you like; a wrong try costs
#   nothing.
# - When Python cannot go on, it prints a long message. Read its *last* line first: it says what went wrong.
#   An arrow further up points at the line where. Everybody gets such messages, every day.
# - Stuck? Every exercise has three hints. The first is a question, the second points the way, and the third
#   almost says it. Click on one to open it. And `help(len)`, in a cell of your own, opens Python's own manual
#   at `len`.
# - Change the examples and run them again. You cannot break anything. If things get muddled, choose *Restart*
#   in the *Kernel* menu and run the cells from the top.
#
# Run this first cell now; it prints nothing. It fetches three tools that others wrote: NumPy (we call it
# `np`) for tables of numbers, the drawing part of Matplotlib (`plt`), and `imread`, which reads a picture
# from a file.

# %%
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.image import imread

from autograder import chapter_check

check = chapter_check("ch01_python")

# %% [markdown]
# ## Numbers and names
#
# | you write | you get | it means |
# |---|---|---|
# | `8 - 11` | `-3` | minus |
# | `6 * 7` | `42` | times |
# | `9 / 4` | `2.25` | divided by |
# | `9 // 4` | `2` | divided by, fraction thrown away |
# | `9 % 4` | `1` | what is left over |
# | `2 ** 5` | `32` | to the power of |
#
# A single `=` is not a claim that two things are equal. It is an order: *put this name on that value*. So
# `price = price + 1` makes sense. It takes the old value, adds one, and puts the name on the result. To ask
# whether two values are equal, write `==`.
#
# Every value has a type: `int` for whole numbers, `float` for numbers with a decimal point, `str` for text,
# `bool` for the answers `True` and `False`. Such answers are joined with `and` and `or`, and turned round
# with `not`.
#
# The examples on this page begin with `if __name__ == "__main__":`. Read it as *only when a person runs this
# page*. It lets the graders skip the examples and look at your answers alone. Whatever is indented below it
# belongs to it. In the examples, `print(...)` shows a value, and whatever follows a `#` is a note for people,
# which Python skips.

# %%
if __name__ == "__main__":
    price = 1.5
    pieces = 4
    fruit = "pear"
    cost = price * pieces
    print(cost, "for", pieces, fruit + "s")
    print(type(price), type(pieces), type(fruit), type(cost > 5))
    print(cost > 5, cost == 5, not cost > 5, cost > 5 and pieces < 3, cost > 5 or pieces < 3)

# %% [markdown]
# ## Lists
#
# A list keeps many values in order. You count from 0, so the first value has index 0. Counting from the end
# starts at -1.
#
# ```text
#                  +-----+-----+-----+-----+-----+
#     rain     =   |  3  |  0  |  7  |  2  |  9  |
#                  +-----+-----+-----+-----+-----+
#     index           0     1     2     3     4
#     from the end   -5    -4    -3    -2    -1
# ```
#
# A *slice* cuts out a part. `rain[1:4]` starts at index 1 and stops *before* 4, so it has 4 - 1 = 3 values.
# Leave a side out and the slice runs to that end: `rain[:2]`, `rain[2:]`.

# %%
if __name__ == "__main__":
    rain = [3, 0, 7, 2, 9]
    print(rain[0], rain[-1], len(rain))
    print(rain[1:4], rain[:2], rain[2:], rain[:-1])
    rain[1] = 5  # a list can be changed
    print(rain)

# %% [markdown]
# ## Deciding and repeating
#
# `if` runs the lines below it only when something is true. `for` runs them once for each value. Which lines
# belong to it? Those that are indented, by four spaces. Python has no other mark for it, so indent with care.

# %%
if __name__ == "__main__":
    for amount in rain:
        if amount > 6:
            print(amount, "is a wet day")
        else:
            print(amount, "is a dry day")

# %% [markdown]
# ## Functions: `print` shows, `return` hands back
#
# A function is a small machine with a name. What goes in are its *arguments*; what comes out is what it
# *returns*. `def` builds the machine: after it stand the name and, in round brackets, names for the
# arguments. Nothing runs yet. It runs when you call it, by its name with values in the brackets.
#
# `print` and `return` look alike at first, and mixing them up is the most common slip of all. `print` shows a
# value to *you*. `return` hands it to the *program*, which can go on working with it. A function without
# `return` hands back `None`, Python's word for nothing.

# %%
if __name__ == "__main__":

    def doubled(number):
        return 2 * number

    def show_doubled(number):
        print(2 * number)

    kept = doubled(21)
    lost = show_doubled(21)
    print("kept:", kept, "- lost:", lost)

# %% [markdown]
# ### Exercise: `average`
#
# A network learns by making one number smaller: how wrong it is *on average* over many examples. You will
# take averages until the last chapter. For $n$ numbers $x_1, \dots, x_n$,
#
# $$\bar{x} = \frac{x_1 + x_2 + \dots + x_n}{n}$$
#
# By hand: the numbers 2, 3, 5 and 8 add up to 18, and there are 4 of them, so the average is 18 / 4 = 4.5.
#
# Now think of a list with nothing in it. There is no right answer, and a made-up 0 would be believed. A good
# function complains instead, and says why, like this:
#
# ```python
# if age < 0:
#     raise ValueError("an age cannot be negative")
# ```
#
# `raise` ends the function on the spot. `ValueError` is the kind of complaint for a value that makes no
# sense.
#
# What people stumble on: the average of whole numbers is rarely whole, and Python has two signs for division.
# And a `return` that is indented too far, inside a loop, ends the function on the first round.
#
# <details><summary>Hint 1</summary>Which two things do you need to know about a list to work out its average
# with a pocket calculator?</details>
#
# <details><summary>Hint 2</summary>Deal with the empty list first, using the pattern above. For the rest,
# <code>sum</code> and <code>len</code> are built into Python. A <code>for</code> loop that adds to a running
# total does as well.</details>
#
# <details><summary>Hint 3</summary>A list is empty when its <code>len</code> is 0; that is the moment to
# <code>raise</code>. After that, hand back the <code>sum</code> divided (with a single slash) by the
# <code>len</code>.</details>


# %% exercise="average" points=2
def average(values):
    """Work out the average of some numbers.

    Parameters
    ----------
    values : list of int or float
        The numbers. The list is left as it is.

    Returns
    -------
    float
        Their sum divided by how many they are.

    Raises
    ------
    ValueError
        If there are no numbers; its message says what is wrong.

    Examples
    --------
    >>> average([2, 3, 5, 8])
    4.5
    """
    ### BEGIN SOLUTION
    if len(values) == 0:
        raise ValueError("an empty list has no average")
    return sum(values) / len(values)
    ### END SOLUTION


# %% [markdown]
# ## Dictionaries
#
# A list finds its values by number. A dictionary finds them by *key*, and a key is most often a word. In
# chapter 3 a network will keep its tables in one, under keys such as `"W1"` and `"b1"`.
#
# ```text
#     stock = {"apples": 3, "pears": 5}
#
#     key        value
#     "apples" ->  3
#     "pears"  ->  5
# ```

# %%
if __name__ == "__main__":
    stock = {"apples": 3, "pears": 5}
    print(stock["pears"])
    stock["plums"] = 9  # a new key
    stock["apples"] = stock["apples"] - 1  # a new value for an old key
    print(stock)
    print("figs" in stock, stock.get("pears", 0), stock.get("figs", 0))
    for fruit in stock:
        print(fruit, stock[fruit])

# %% [markdown]
# ### Exercise: `count_words`
#
# Programs that work with language often begin by counting. How often does each word occur? Written as a
# formula, the words of a text are $w_1, w_2, \dots, w_n$, and the count of a word $w$ adds a 1 for each place
# where it stands:
#
# $$\text{count}(w) = \sum_{i=1}^{n} [w_i = w], \qquad
# [w_i = w] = \begin{cases} 1 & \text{if } w_i \text{ is the word } w \\ 0 & \text{if not} \end{cases}$$
#
# By hand, with the text `red fish blue fish`:
#
# | word read | dictionary afterwards |
# |---|---|
# | red | `{"red": 1}` |
# | fish | `{"red": 1, "fish": 1}` |
# | blue | `{"red": 1, "fish": 1, "blue": 1}` |
# | fish | `{"red": 1, "fish": 2, "blue": 1}` |
#
# A word is whatever stands between blanks, where a blank is any run of spaces, tabs and line ends. Capital
# letters and commas are left alone, so `Fish`, `fish` and `fish,` are three different words.
#
# What people stumble on: the first time you meet a word it is not in the dictionary yet, and asking for a
# missing key with square brackets is a `KeyError`. And two spaces in a row must not count as a word made of
# nothing.
#
# <details><summary>Hint 1</summary>You read one more word. What do you do if you have seen it before, and
# what if you have not?</details>
#
# <details><summary>Hint 2</summary>Text has a method <code>split</code>. In a cell of your own, try it on a
# text with several spaces in a row, once with <code>" "</code> between its round brackets and once with
# nothing there. Compare. Then start from an empty dictionary, made inside the function.</details>
#
# <details><summary>Hint 3</summary>Loop over the pieces. The new count of a word is its old count plus 1, and
# <code>get</code>, as in the fruit example, gives you 0 as the old count of a word that is not
# there.</details>


# %% exercise="count_words" points=2
def count_words(text):
    """Count how often each word stands in a text.

    Parameters
    ----------
    text : str
        Words with spaces, tabs or line ends between them, any number of each. Nothing else separates
        words, and capital letters matter: "The" and "the" are two words.

    Returns
    -------
    dict of str to int
        Each word of the text with its count; empty if there is no word.

    Examples
    --------
    >>> count_words("red fish blue fish")
    {'red': 1, 'fish': 2, 'blue': 1}
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION


# %% [markdown]
# ## Classes
#
# A function forgets everything when it returns. Sometimes you want a thing that *remembers*: a jar that knows
# how many sweets are left in it. A *class* is the blueprint of such things, and each thing made from it is an
# *object*.
#
# - The functions inside a class are its *methods*. Their first argument, `self`, is the object they work on.
# - `__init__` runs when an object is made. (It has two underscores on each side.)
# - Whatever is stored under `self.` stays with that one object.
#
# Writing `kitchen.take(3)` is Python's short form of `Jar.take(kitchen, 3)`. That is why a method has one
# argument more in its definition than in its call.

# %%
if __name__ == "__main__":

    class Jar:
        def __init__(self, sweets):
            self.left = sweets

        def take(self, number):
            self.left = self.left - number
            print(f"{self.left} left")

    kitchen = Jar(10)
    office = Jar(50)
    kitchen.take(3)
    office.take(1)
    kitchen.take(3)

# %% [markdown]
# Did you see `f"{self.left} left"`? With an `f` before the quotes, Python puts values in place of the braces.
# You can also join texts with `+`.
#
# ### Exercise: `Man`
#
# From chapter 5 on, each layer of a network is an object. It remembers the numbers it saw on the way forward,
# because it needs them on the way back. This first class remembers less: a name. It has three methods,
# and so three places to fill in.
#
# ```text
#     first = Man("Otto")      prints   Initialized!         first   ->  [ name: Otto ]
#     second = Man("Emil")     prints   Initialized!         second  ->  [ name: Emil ]
#     first.hello()            prints   Hello Otto!
#     second.hello()           prints   Hello Emil!
#     first.goodbye()          prints   Good-bye Otto!
# ```
#
# By hand: `first.hello()` is `Man.hello(first)`, so inside `hello`, `self` is `first`. And `first` keeps the
# name Otto, whoever was made after him.
#
# What people stumble on: the text is judged to the letter, so mind the hyphen, the exclamation marks and the
# single space. When `print` is given several values it puts a space between them, before an exclamation mark
# as well. These methods print; they return nothing. And a plain `name` lives only as long as the method runs.
#
# <details><summary>Hint 1</summary><code>hello</code> is not given the name. Where must <code>__init__</code>
# leave it, so that <code>hello</code> can find it later?</details>
#
# <details><summary>Hint 2</summary><code>Jar</code> keeps its number under <code>self.</code>; do the same
# with the name. Then make each text in one piece, with an f-string or with <code>+</code>, and print
# it.</details>
#
# <details><summary>Hint 3</summary>In <code>__init__</code>, store the argument as an attribute of
# <code>self</code> and print the fixed text. In the other two, print an f-string that has that attribute in
# braces.</details>


# %% exercise="Man" points=3
class Man:
    """A man with a name, who says hello and good-bye.

    Parameters
    ----------
    name : str
        What he is called.

    Notes
    -----
    Chapter 1, classes. Each method prints one line, exactly as given here, and returns nothing. In place
    of David stands the man's own name.
    """

    def __init__(self, name):
        """Remember the name, and print the line ``Initialized!``"""
        ### BEGIN SOLUTION
        self.name = name
        print("Initialized!")
        ### END SOLUTION

    def hello(self):
        """Print the line ``Hello David!``"""
        ### BEGIN SOLUTION
        print(f"Hello {self.name}!")
        ### END SOLUTION

    def goodbye(self):
        """Print the line ``Good-bye David!``"""
        ### BEGIN SOLUTION
        print(f"Good-bye {self.name}!")
        ### END SOLUTION


# %% [markdown]
# ## NumPy: a whole table at once
#
# A list can hold anything, and therefore cannot do much with it. A NumPy *array* holds numbers of one kind.
# In return it computes with all of them in one step, fast, and without a loop. `np.array` makes one from a
# list, and a table from a list of rows.
#
# - `+ - * / **` and `> < ==` work number by number. That is called *elementwise*.
# - `.shape` tells the size of each direction, rows first: a table with 2 rows and 3 columns has the shape
#   `(2, 3)`. Five numbers in a row have the shape `(5,)`; the comma is Python's way to write a single size.
#   Each direction is called an *axis*, and `.ndim` tells how many there are.
# - `.dtype` tells the kind of number: `int64` for whole numbers, `float64` for numbers with a decimal point.
#
# Get into the habit of asking for the shape. Most mistakes in deep learning are mistakes of shape.

# %%
if __name__ == "__main__":
    few, more = [1, 2], [10, 20]
    print("two lists are joined:", few + more)
    print("two arrays are added:", np.array(few) + np.array(more))

    table = np.array([[8, 3, 6], [1, 9, 4]])
    print(table)
    print("shape", table.shape, "- axes", table.ndim, "- kind", table.dtype)
    print("row 0:", table[0], "- row 1, column 2:", table[1, 2])
    print(table * 10)
    print(table * table)
    for row in table:
        print("one row:", row)

# %% [markdown]
# ## Asking a whole table a question
#
# Compare an array with a number, and every number in it gives its own answer. The result is an array of
# `True` and `False`, called a *mask*. Put a mask in square brackets behind an array of the same shape, and
# only the numbers under a `True` stay.

# %%
if __name__ == "__main__":
    heights = np.array([5, 12, 7, 20, -1])
    print(heights > 6)
    chosen = np.array([True, False, False, True, True])
    print(heights[chosen])

# %% [markdown]
# ### Exercise: `elements_above`
#
# *Which pixels are bright? Which digits did the network get wrong?* Such questions come up in every chapter.
# The example above makes one mask and uses another. Do both with the same mask:
#
# | numbers | 5 | 12 | 7 | 20 | -1 |
# |---|---|---|---|---|---|
# | above 6? | False | True | True | True | False |
# | kept | | 12 | 7 | 20 | |
#
# You are to keep, row by row, every $x$ of $X$ with
#
# $$x > \text{threshold}$$
#
# By hand: of the table `[[5, 12], [7, 20]]` and the threshold 7, the answer is `[12, 20]`. The 7 goes,
# because it is not *above* 7.
#
# What people stumble on: the answer is a flat array, even if `X` is a table. The numbers that are kept seldom
# fill whole rows, so there is no table to put them in. If nothing is kept, the answer is an array without
# numbers, of shape `(0,)`. Python's own `if` does not help here, as it wants *one* answer and gets a whole
# table of them. And numbers that a loop has collected in a list are not an array yet: you could not go on
# computing with them.
#
# <details><summary>Hint 1</summary>What do you get when you compare a whole table with one number?</details>
#
# <details><summary>Hint 2</summary>You need no loop and no <code>if</code>. Make the mask from <code>X</code>
# and the threshold, then use it the way <code>chosen</code> is used in the example.</details>
#
# <details><summary>Hint 3</summary>Square brackets after <code>X</code>, and inside them a comparison of
# <code>X</code> with the threshold that is true for the numbers you want.</details>


# %% exercise="elements_above" points=1
def elements_above(X, threshold):
    """Keep the numbers that are greater than a threshold.

    Parameters
    ----------
    X : ndarray, any shape
        The numbers. The array is left as it is.
    threshold : int or float
        What they are compared with.

    Returns
    -------
    ndarray, 1-d, of the same kind of numbers as X
        Every number of X above the threshold (not those equal to it), row by row; of shape (0,) if there
        is none.

    Examples
    --------
    >>> elements_above(np.array([[5, 12], [7, 20]]), 7)
    array([12, 20])

    Notes
    -----
    Chapter 1, access to elements.
    """
    ### BEGIN SOLUTION
    return X[X > threshold]  # noqa: SIM300
    ### END SOLUTION


# %% [markdown]
# ## Flat arrays, and picking by place
#
# A mask picks numbers by what they are. You can also pick them by *where* they are, several at once: put an
# array of places in the square brackets. They may come in any order, may repeat, and may count from the end.

# %%
if __name__ == "__main__":
    shelf = np.array([10, 11, 12, 13, 14])
    print(shelf[np.array([4, 0, 0])])
    print(shelf[[1, -1]])

    small = np.array([[1, 2, 3], [4, 5, 6]])
    print(small.flatten(), small.flatten().shape)
    print(small.shape, "- the table itself is as it was")

# %% [markdown]
# ### Exercise: `take_at`
#
# A digit in this course is a picture of 28 rows and 28 columns. The first networks want it as one flat row of
# 784 numbers, so tables are flattened and places in them are counted all the time. The count runs through row
# 0 first, then row 1, and so on. With $C$ columns, the number in row $i$ and column $j$ has the place
#
# $$k = i \cdot C + j$$
#
# By hand, with three rows and two columns, and beside each row the places of its numbers:
#
# ```text
#     [[ 30  31 ]        place 0   place 1
#      [ 40  41 ]        place 2   place 3
#      [ 50  51 ]]       place 4   place 5
#
#     row 2, column 0  ->  place 2 * 2 + 0 = 4  ->  50
#     places 5, 0, 2   ->  51, 30, 40
# ```
#
# What people stumble on: square brackets right after a *table* pick whole rows. And there are ways to flatten
# a table that change the very table you were given. Whoever called you still needs it, so leave it in its
# shape.
#
# <details><summary>Hint 1</summary>If <code>X</code> were flat already, what would you write?</details>
#
# <details><summary>Hint 2</summary>Make a flat copy first; the example above shows a method that does so.
# Then pick from the copy.</details>
#
# <details><summary>Hint 3</summary>Call <code>flatten</code> on the table, and put the places in square
# brackets right behind its round ones.</details>


# %% exercise="take_at" points=1
def take_at(X, indices):
    """Pick numbers by their place, counted row by row.

    Parameters
    ----------
    X : ndarray, any shape
        The numbers. The array is left as it is.
    indices : ndarray of int, 1-d, or list of int
        The places, from 0. They may repeat, and a negative place counts from the end.

    Returns
    -------
    ndarray, as long as indices
        The numbers at these places, in the order of indices.

    Examples
    --------
    >>> take_at(np.array([[30, 31], [40, 41], [50, 51]]), np.array([5, 0, 2]))
    array([51, 30, 40])

    Notes
    -----
    Chapter 1, access to elements.
    """
    ### BEGIN SOLUTION
    return X.flatten()[indices]
    ### END SOLUTION


# %% [markdown]
# ## Broadcasting
#
# What if the shapes differ? `table * 10` worked, because NumPy acted as if the 10 stood in every place. A row
# can be stretched in the same way. This is called *broadcasting*.
#
# ```text
#     shape (3, 2)    shape (2,)             acts as
#
#     [[ 1  2 ]                             [[ 100  200 ]
#      [ 3  4 ]   +   [ 100  200 ]           [ 100  200 ]
#      [ 5  6 ]]                             [ 100  200 ]]
# ```
#
# The rule: write the shapes below each other, flush right, and compare. Two sizes go together when they are
# equal, or when one of them is 1 or missing. That one is stretched.
#
# ```text
#     (3, 2)          (3, 2)          (3, 2)
#        (2,)         (3, 1)             (3,)
#     ------          ------          ------
#     (3, 2)          (3, 2)          error: 2 against 3
# ```

# %%
if __name__ == "__main__":
    steps = np.array([[1, 2], [3, 4], [5, 6]])
    print("a row, added to every row:")
    print(steps + np.array([100, 200]))
    print("a column, added to every column:")
    print(steps + np.array([[100], [200], [300]]))

# %% [markdown]
# ### Exercise: `scale_columns`
#
# Say each row is a person and each column a measurement, one in metres and one in grams. Before such numbers
# go into a network, each column is brought to a common scale: it is multiplied by a number of its own. Later
# on, the *bias* of a layer is added to a batch in the same way.
#
# $$B_{ij} = A_{ij} \, v_j$$
#
# By hand:
#
# ```text
#     [[ 1  2 ]                       [[ 1 * 5   2 * 10 ]       [[  5  20 ]
#      [ 3  4 ]   and  [ 5  10 ]  ->   [ 3 * 5   4 * 10 ]   =    [ 15  40 ]
#      [ 0  6 ]]                       [ 0 * 5   6 * 10 ]]       [  0  60 ]]
# ```
#
# What people stumble on: NumPy has two products. `*` multiplies number by number. `@` (also called `dot`)
# multiplies and then *adds up*, so the result has another shape; you will need it from chapter 3. Also, a
# shortcut such as `A *= 2` writes into the caller's array. And test on a table that is not square: on a
# square one, rows and columns mixed up cause no error, only wrong numbers.
#
# <details><summary>Hint 1</summary>Write the shape of <code>v</code> under the shape of <code>A</code>, flush
# right. Which axis of <code>A</code> does it meet?</details>
#
# <details><summary>Hint 2</summary>Let broadcasting do it. You need no loop, and you need not give
# <code>v</code> another shape.</details>
#
# <details><summary>Hint 3</summary>One operator between the two arrays is enough: the one that multiplies
# number by number.</details>


# %% exercise="scale_columns" points=1
def scale_columns(A, v):
    """Multiply each column of a table by a number of its own.

    Parameters
    ----------
    A : ndarray, shape (N, D)
        The table. The array is left as it is.
    v : ndarray, shape (D,)
        One factor for each column. The array is left as it is.

    Returns
    -------
    ndarray, shape (N, D)
        The table with column j multiplied by v[j].

    Examples
    --------
    >>> scale_columns(np.array([[1, 2], [3, 4], [0, 6]]), np.array([5, 10]))
    array([[ 5, 20],
           [15, 40],
           [ 0, 60]])

    Notes
    -----
    Chapter 1, broadcasting.
    """
    ### BEGIN SOLUTION
    return A * v
    ### END SOLUTION


# %% [markdown]
# ## Summing along an axis
#
# `sum`, `mean` and `max` take the whole array, unless you name an axis. That axis is the one that
# *disappears*:
#
# ```text
#                    axis 1 ->
#     axis 0     [[ 1  2  3 ]          max over axis 1, along each row:   [ 3  6 ]
#       |         [ 4  5  6 ]]         max over axis 0, down each column: [ 4  5  6 ]
#       v
# ```
#
# With `keepdims=True` the axis stays, with size 1. The result is then a real column or a real row, and
# broadcasting knows which.

# %%
if __name__ == "__main__":
    box = np.array([[1, 2, 3], [4, 5, 6]])
    print("of all:", box.max(), "- over axis 1:", box.max(axis=1), "- over axis 0:", box.max(axis=0))
    print("shape without keepdims:", box.max(axis=1).shape)
    print("shape with keepdims:", box.max(axis=1, keepdims=True).shape)
    print(box.max(axis=1, keepdims=True))

# %% [markdown]
# ### Exercise: `normalize_rows`
#
# A network that looks at a digit ends with ten numbers, and you want to read them as shares: 80 % for a
# seven, 15 % for a one, and so on. Shares add up to 1. To get there, each number is divided by the sum of its
# own row. (In chapter 3 this is the last step of *softmax*.)
#
# $$B_{ij} = \frac{A_{ij}}{\sum_k A_{ik}}$$
#
# By hand:
#
# | row | its sum | shares |
# |---|---|---|
# | `1  3` | 4 | `0.25  0.75` |
# | `6  2` | 8 | `0.75  0.25` |
# | `0  0` | 0 | `0  0` |
#
# The last row has nothing to share out. Let it stay as it is, all zeros.
#
# What people stumble on: without `keepdims` the sums are a flat array, and NumPy takes a flat array for a
# *row*. On a table that is not square you get an error. On a square table it is worse: you get wrong numbers
# and no error. And 0 / 0 is no error for NumPy either. It warns and goes on with `nan`, *not a number*, which
# then spreads through every sum it meets.
#
# <details><summary>Hint 1</summary>Which axis must disappear, so that one sum is left for each row?</details>
#
# <details><summary>Hint 2</summary>Keep the sums as a column. A column of sums is stretched over all columns
# of the table. Before dividing, do something about the sums that are 0: what could you divide by, so that a
# row of zeros stays zero?</details>
#
# <details><summary>Hint 3</summary>Sum over axis 1 with <code>keepdims=True</code>. <code>np.where(condition,
# a, b)</code> picks <code>a</code> where the condition holds and <code>b</code> elsewhere; with it, replace
# each 0 among the sums by a 1. Then divide.</details>


# %% exercise="normalize_rows" points=2
def normalize_rows(A):
    """Divide each row of a table by its sum.

    Parameters
    ----------
    A : ndarray, shape (N, D)
        Numbers that are not negative. The array is left as it is.

    Returns
    -------
    ndarray of float, shape (N, D)
        Rows that add up to 1; a row of zeros stays a row of zeros.

    Examples
    --------
    >>> normalize_rows(np.array([[1, 3], [6, 2], [0, 0]]))
    array([[0.25, 0.75],
           [0.75, 0.25],
           [0.  , 0.  ]])

    Notes
    -----
    Chapter 1, broadcasting.
    """
    ### BEGIN SOLUTION
    total = A.sum(axis=1, keepdims=True)
    return A / np.where(total == 0, 1, total)
    ### END SOLUTION


# %% [markdown]
# ## Drawing curves
#
# Matplotlib does not know formulas. It knows points, and joins them with straight lines. Take enough points
# and the line looks like a curve. `np.arange(start, stop, step)` makes the points; like a slice, it ends
# *before* `stop`.
#
# Two words help to find your way. The *Figure* is the sheet of paper. The *Axes* (one of them; the word
# sounds like many) is a diagram on that sheet: the frame with its curves, its title and its legend.
# `plt.plot` draws on the current Axes and makes one if there is none yet.

# %%
if __name__ == "__main__":
    seconds = np.arange(0, 3, 0.1)
    plt.plot(seconds, 5 * seconds**2, label="stone")
    plt.plot(seconds, 15 * seconds, color="gray", linestyle=":", label="car")
    plt.xlabel("time in seconds")
    plt.ylabel("way in metres")
    plt.title("Who is ahead?")
    plt.legend()
    plt.show()

# %% [markdown]
# ### Exercise: `sin_cos_graph`
#
# You will look at many curves in this course: activation functions, and the loss that falls (or does not)
# while a network learns. A picture shows in a second what a column of numbers hides. Draw two curves into one
# diagram:
#
# $$y = \sin x \quad \text{and} \quad y = \cos x \quad \text{for } x = 0, \; 0.1, \; 0.2, \; \dots, \; 5.9$$
#
# By hand: at $x = 0$ the sine is 0 and the cosine is 1, so the two curves start apart. They meet near
# $x=0.785$, where both are about 0.707. At $x = 3.14$, half a turn, the sine is back at 0 and the cosine is
# at its lowest, -1. NumPy measures angles in this way, in radians: a full turn is $2\pi \approx 6.28$.
#
# | what | how it should look |
# |---|---|
# | sine | a solid line, called `sin` in the legend |
# | cosine | a dashed line (linestyle `--`), called `cos` in the legend |
# | title | `sin & cos` |
# | under the x axis, beside the y axis | `x` and `y` |
#
# The function returns the Axes it drew on. There are two ways to get hold of it. `plt.gca()`, *get current
# axes*, gives the one that `plt.plot` draws on. Or you begin with `plt.subplots()`, which makes a Figure and
# an Axes and returns both, in this order; then draw with the Axes' own methods: `plot`, `legend`,
# `set_title`, `set_xlabel`, `set_ylabel`.
#
# What people stumble on: a label is not a legend. A curve may have a label, and yet nobody sees it until you
# ask for the legend. In a notebook `plt.show()` shows the diagram and then *puts it away*; ask for the
# current axes after it, and you get a new one, empty. So take hold of the Axes first, or leave `plt.show()`
# out: a notebook shows a new diagram by itself when the cell ends.
#
# <details><summary>Hint 1</summary>In the example with the stone and the car, which lines would have to
# change, and what is missing at the end?</details>
#
# <details><summary>Hint 2</summary>Make the array of x values with <code>np.arange</code>.
# <code>np.sin</code> and <code>np.cos</code> take the whole array at once. Plot each with its own label, then
# add title, axis labels and legend.</details>
#
# <details><summary>Hint 3</summary>Start at 0, stop at 6, step 0.1. Plot <code>np.sin</code> of that with a
# label, then <code>np.cos</code> of it with a label and a <code>linestyle</code>. Call <code>legend</code>.
# Instead of showing the diagram, return what <code>plt.gca()</code> gives.</details>


# %% exercise="sin_cos_graph" points=3
def sin_cos_graph():
    """Draw the sine and the cosine in one diagram.

    The points are x = 0.0, 0.1, ..., 5.9. The sine is a solid line labelled ``sin``, the cosine a dashed
    line labelled ``cos``. A legend shows both labels, the title is ``sin & cos``, and the axes are labelled
    ``x`` and ``y``. Colours are up to you.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes with both curves: not its Figure, and not the list that ``plt.plot`` returns.

    Notes
    -----
    Chapter 1, drawing with Matplotlib.
    """
    ### BEGIN SOLUTION
    x = np.arange(0, 6, 0.1)
    _, ax = plt.subplots()
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), linestyle="--", label="cos")
    ax.set(xlabel="x", ylabel="y", title="sin & cos")
    ax.legend()
    return ax
    ### END SOLUTION


# %% [markdown]
# Run this one to see your diagram. Do the curves meet where you worked it out by hand?

# %%
if __name__ == "__main__":
    sin_cos_graph()
    plt.show()

# %% [markdown]
# ## A picture is an array
#
# A grey picture is a table: one number for each dot, or *pixel*. `plt.imshow` draws a table as a picture,
# with row 0 at the top. A colour picture has a third axis: for each pixel the amounts of red, green and blue,
# and often a fourth number that says how opaque it is. So a picture of 24 rows and 32 columns has the shape
# `(24, 32)` in grey, and `(24, 32, 3)` or `(24, 32, 4)` in colour.

# %%
if __name__ == "__main__":
    seven = np.array(
        [
            [0, 0, 0, 0, 0, 0],
            [0, 9, 9, 9, 9, 0],
            [0, 0, 0, 0, 9, 0],
            [0, 0, 0, 6, 6, 0],
            [0, 0, 0, 9, 0, 0],
            [0, 0, 6, 6, 0, 0],
            [0, 0, 9, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
        ]
    )
    print(seven.shape)
    plt.imshow(seven, cmap="gray")
    plt.show()

# %% [markdown]
# ### Exercise: `show_image`
#
# Before you teach a network anything, look at what you feed it. Upside-down pictures and swapped colours are
# found in a second by looking, and hardly ever otherwise. Here the picture comes from a file:
#
# $$\text{file on disk} \;\to\; \text{array of shape } (H, W, C) \;\to\; \text{picture on the Axes}$$
#
# By hand: a file with $H = 24$ rows, $W = 32$ columns and $C = 4$ numbers a pixel becomes an array with 3072
# numbers, for $24 \cdot 32 \cdot 4 = 3072$. You met the tool for the first arrow in the very first cell; the
# second arrow you have just seen.
#
# What people stumble on: `imread` reads and draws nothing, `imshow` draws and reads nothing. The path is an
# argument, so the function must work with any file, not just with one on your own computer. And show the
# numbers as they were read: all rows, all columns, all colours.
#
# <details><summary>Hint 1</summary>Which of the two arrows turns a path into numbers, and which turns numbers
# into a picture?</details>
#
# <details><summary>Hint 2</summary><code>imread</code> takes a path and returns an array. Draw that array in
# the way <code>seven</code> is drawn. The Axes you return is found as in the last exercise.</details>
#
# <details><summary>Hint 3</summary>Two calls, one inside the other or one after the other:
# <code>imread</code> on the path, <code>imshow</code> on the result. Then return the current axes.</details>


# %% exercise="show_image" points=2
def show_image(path):
    """Show a picture file.

    Parameters
    ----------
    path : str or path-like
        Where the file is, a PNG for instance.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes with the picture, its values as read from the file and its first row at the top: not its
        Figure, and not the object that ``imshow`` returns.

    Notes
    -----
    Chapter 1, drawing with Matplotlib.
    """
    ### BEGIN SOLUTION
    _, ax = plt.subplots()
    ax.imshow(imread(path))
    return ax
    ### END SOLUTION


# %% [markdown]
# Matplotlib carries a few pictures along. This is its logo; try a file of your own as well.

# %%
if __name__ == "__main__":
    from pathlib import Path

    import matplotlib

    show_image(Path(matplotlib.get_data_path()) / "images" / "matplotlib.png")
    plt.show()

# %% [markdown]
# ## What you built
#
# You can now compute, decide, repeat, and build objects that remember. You can ask a question of a whole
# table, pick from it, scale it and share it out, and you can look at the result. To finish, let your own
# functions loose on the seven from above. A picture is an array, so all of them work on pictures too.

# %%
if __name__ == "__main__":
    ink = elements_above(seven, 0)
    print(f"{len(ink)} of {seven.size} pixels have ink, {average(list(ink)):.1f} on average")
    print("the pixels at the places 7 to 10:", take_at(seven, [7, 8, 9, 10]))

    fade = np.array([1.0, 0.8, 0.6, 0.4, 0.2, 0.0])
    panels = {"the seven": seven, "faded": scale_columns(seven, fade), "shares of ink": normalize_rows(seven)}
    for position, title in enumerate(panels, start=1):
        plt.subplot(1, 3, position)
        plt.imshow(panels[title], cmap="gray")
        plt.title(title)
        plt.axis("off")
    plt.show()

# %% [markdown]
# In the last panel every row has the same amount of ink to share out. The bar at the top must share it among
# four pixels and looks dim; a pixel that is alone in its row gets all of it and shines. And the two empty
# rows, top and bottom, stayed black. Without your care for the zero row they would be full of `nan`.
#
# **A question without a grader.** A column of shape `(3, 1)` plus a row of shape `(4,)` is no error: NumPy
# stretches both, and the result has the shape `(3, 4)`. Now suppose a network makes 100 guesses, of shape
# `(100, 1)`, and you have the 100 answers, of shape `(100,)`. You subtract, square, and take the average. No
# error, and out comes one number. What have you averaged? How could you have noticed? Should NumPy have
# stopped you?
#
# In chapter 2 you build a machine that decides, out of nothing but a product, a sum and a comparison.
