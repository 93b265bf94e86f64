# Beginners' slips of chapter 1, and what must be said of them (says), or that nothing may be said (says="").

# %% exercise="average" says="`raise NotImplementedError` still stands in `average` (line"
def average(values):
    raise NotImplementedError("not written yet")
    if len(values) == 0:
        raise ValueError("empty")
    return sum(values) / len(values)

# %% exercise="average" says="`raise NotImplementedError` still stands in `average`"
def average(values):
    total = 0
    for value in values:
        total += value
    raise NotImplementedError("not written yet")

# %% exercise="average" says="stands inside of the loop and ends it in its first round"
def average(values):
    if len(values) == 0:
        raise ValueError("empty")
    total = 0
    for value in values:
        total += value
        return total / len(values)

# %% exercise="average" says="There is no `average`, but `Average` (line"
def Average(values):
    return sum(values) / len(values)

# %% exercise="average" says="There is no `length` (line 6): did you mean `lenght`?"
def average(values):
    if not values:
        raise ValueError("empty")
    lenght = len(values)
    return sum(values) / length

# %% exercise="average" says="There is no `totl` (line"
def average(values):
    if not values:
        raise ValueError("empty")
    total = sum(values)
    return totl / len(values)

# %% exercise="average" says=""
def average(values):
    if not values:
        raise ValueError("empty")
    return sum(values) / (len(values) - 1)

# %% exercise="average" says=""
def average(values):
    return sum(values) / len(values)

# %% exercise="count_words" says="stands inside of the loop"
def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
        return counts

# %% exercise="count_words" says="`text.split` (line 4) is not called"
def count_words(text):
    counts = {}
    for word in text.split:
        counts[word] = counts.get(word, 0) + 1
    return counts

# %% exercise="count_words" says="`count_words` prints (line"
def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    print(counts)

# %% exercise="count_words" says="A str has no `spilt` (line"
def count_words(text):
    counts = {}
    for word in text.spilt():
        counts[word] = counts.get(word, 0) + 1
    return counts

# %% exercise="count_words" says="`counts[word] == counts.get(word, 0) + 1` (line"
def count_words(text):
    counts = {}
    for word in text.split():
        counts[word] == counts.get(word, 0) + 1
    return counts

# %% exercise="count_words" says=""
def count_words(text):
    counts = {}
    for word in text:
        counts[word] = counts.get(word, 0) + 1
    return counts

# %% exercise="Man" says="`_init_` (line"
class Man:
    def _init_(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`__int__` (line"
class Man:
    def __int__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`hello()` (line"
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello():
        print("Hello!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`Man` has no `goodbye`, but `good_bye`"
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

    def good_bye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="did you mean `self.name`?"
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`__init__(name)` (line"
class Man:
    def __init__(name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`goodbye` (line 10) stands inside of `hello`"
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

        def goodbye(self):
            print(f"Good-bye {self.name}!")

# %% exercise="Man" says="`goodbye` (line 9) stands outside of `Man`"
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")
def goodbye(self):
    print(f"Good-bye {self.name}!")

# %% exercise="Man" says="There is no `Man`, but `man`"
class man:
    def __init__(self, name):
        self.name = name

# %% exercise="Man" says=""
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialised")

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="elements_above" says="`elements_above` prints"
def elements_above(X, threshold):
    print(X[threshold < X])

# %% exercise="elements_above" says="`X` (line 3) is an array: its entries are taken with square brackets"
def elements_above(X, threshold):
    return X(threshold < X)

# %% exercise="elements_above" says="`threshold = 18` (line 3) throws the given `threshold` away"
def elements_above(X, threshold):
    threshold = 18
    return X[threshold < X]

# %% exercise="elements_above" says="`elements_above(X)` (line"
def elements_above(X):
    return X[X > 15]

# %% exercise="elements_above" says=""
def elements_above(X, threshold):
    return X[threshold <= X]

# %% exercise="take_at" says="An array has no `flaten` (line"
def take_at(X, indices):
    return X.flaten()[indices]

# %% exercise="take_at" says="`X.flatten` (line 3) is called with round brackets"
def take_at(X, indices):
    return X.flatten[indices]

# %% exercise="take_at" says="`X.flatten()` (line 3) changes nothing"
def take_at(X, indices):
    X.flatten()
    return X[indices]

# %% exercise="take_at" says="did you mean `indices`?"
def take_at(X, indices):
    return X.flatten()[indicies]

# %% exercise="scale_columns" says="`A * v` (line 3) changes nothing"
def scale_columns(A, v):
    A * v
    return A

# %% exercise="scale_columns" says="`scale_columns` (line 2) returns nothing"
def scale_columns(A, v):
    scaled = A * v

# %% exercise="scale_columns" says="`A * v,` (line 3) ends with a comma"
def scale_columns(A, v):
    return A * v,

# %% exercise="scale_columns" says=""
def scale_columns(A, v):
    return A @ v

# %% exercise="normalize_rows" says="did you mean `np.where`?"
def normalize_rows(A):
    total = A.sum(axis=1, keepdims=True)
    return A / where(total == 0, 1, total)

# %% exercise="normalize_rows" says="NumPy has no `wher`"
def normalize_rows(A):
    total = A.sum(axis=1, keepdims=True)
    return A / np.wher(total == 0, 1, total)

# %% exercise="normalize_rows" says=""
def normalize_rows(A):
    return A / A.sum()

# %% exercise="sin_cos_graph" says="returns nothing"
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    _, ax = plt.subplots()
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), linestyle="--", label="cos")

# %% exercise="sin_cos_graph" says="did you mean `np.sin`?"
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    _, ax = plt.subplots()
    ax.plot(x, sin(x), label="sin")
    return ax
