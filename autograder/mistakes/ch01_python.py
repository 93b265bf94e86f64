"""Named wrong answers of chapter 1."""

# %% exercise="average" mistake="average rounded down" fails="test_whole_numbers_may_have_a_fraction_as_average"
# Your averages are rounded down to whole numbers, as the double slash does.
# Hint: Which of the two signs for division keeps what stands behind the point?
def average(values):
    if not values:
        raise ValueError("no values")
    total = 0
    for i in values:
        total += i
    return total // len(values)

# %% exercise="average" mistake="average rounded to a whole number" fails="test_whole_numbers_may_have_a_fraction_as_average test_it_is_the_sum_over_the_count"
# You rounded the average, so that its fraction is lost.
# Hint: Is the average of 2 and 3 a whole number?
# -     return sum(values) / len(values)
# +     return round(sum(values) / len(values))

# %% exercise="average" mistake="no thought of an empty list" fails="test_an_empty_list_is_refused_with_a_reason"
# You divided by the length without looking at it first, so an empty list ends in a division by zero.
# Hint: What is the length of a list with nothing in it, and which complaint was asked for?
def average(values):
    total = 0
    for i in values:
        total = total + i
    return total / len(values)

# %% exercise="average" mistake="average 0 for an empty list" fails="test_an_empty_list_is_refused_with_a_reason"
# You answered an empty list with a made-up 0, which whoever called would believe.
# Hint: There is no right answer for an empty list. How does a function complain?
# -         raise ValueError("an empty list has no average")
# +         return 0

# %% exercise="average" mistake="error without a message" fails="test_an_empty_list_is_refused_with_a_reason"
# You raised a ValueError that says nothing.
# Hint: What should the person read who made the call?
# -         raise ValueError("an empty list has no average")
# +         raise ValueError

# %% exercise="average" mistake="list emptied by the call" fails="test_the_list_is_left_as_it_is"
# You took the numbers out of the very list that you were given.
# Hint: Can you look at each number without taking it away?
def average(values):
    n = len(values)
    if n == 0:
        raise ValueError("average of an empty list")
    total = 0
    while values:
        total += values.pop()
    return total / n

# %% exercise="average" mistake="only the first number added" fails="test_it_is_the_sum_over_the_count test_negative_numbers_and_zeros_count_too"
# Your sum holds the first number only; a return inside the loop does that.
# Hint: How often does each of your lines run? Look at how far they are indented.
def average(values):
    if len(values) == 0:
        raise ValueError("the list is empty")
    total = 0
    for value in values:
        total += value
        return total / len(values)

# %% exercise="average" mistake="last number left out" fails="test_it_is_the_sum_over_the_count test_negative_numbers_and_zeros_count_too"
# Your sum lacks the last number; a range that ends one too early does that.
# Hint: A range ends before its stop. What is the index of the last number?
def average(values):
    if len(values) == 0:
        raise ValueError("the list is empty")
    total = 0
    for i in range(len(values) - 1):
        total += values[i]
    return total / len(values)

# %% exercise="average" mistake="first number added twice" fails="test_it_is_the_sum_over_the_count test_negative_numbers_and_zeros_count_too"
# Your sum holds the first number twice; to begin with it and then add all numbers does that.
# Hint: What should the total be before you have looked at anything?
def average(values):
    if len(values) == 0:
        raise ValueError("the list is empty")
    total = values[0]
    for value in values:
        total += value
    return total / len(values)

# %% exercise="average" mistake="sum never divided" fails="test_it_is_the_sum_over_the_count test_negative_numbers_and_zeros_count_too"
# You handed back the sum.
# Hint: You have the first of two steps. What is still to be done with the sum?
# -     return sum(values) / len(values)
# +     return sum(values)

# %% exercise="average" mistake="count of the numbers off by one" fails="test_it_is_the_sum_over_the_count test_negative_numbers_and_zeros_count_too"
# You divided by one more than there are numbers.
# Hint: What is your count before you have seen any number, and what is it after the first?
def average(values):
    if len(values) == 0:
        raise ValueError("no numbers")
    total, count = 0, 1
    for value in values:
        total += value
        count += 1
    return total / count

# %% exercise="average" mistake="number in the middle" fails="test_it_is_the_sum_over_the_count test_whole_numbers_may_have_a_fraction_as_average"
# You gave the number in the middle of the sorted list.
# Hint: Does it change your answer if the largest number becomes larger still?
def average(values):
    if not values:
        raise ValueError("an empty list has no middle")
    return sorted(values)[len(values) // 2]

# %% exercise="average" mistake="average of averages" fails="test_it_is_the_sum_over_the_count"
# You halved at every step, so that later numbers weigh more than earlier ones.
# Hint: How often does the formula divide, and by what?
def average(values):
    if len(values) == 0:
        raise ValueError("the list is empty")
    mean = values[0]
    for value in values[1:]:
        mean = (mean + value) / 2
    return mean

# %% exercise="average" mistake="sum of 0 taken for empty" fails="test_negative_numbers_and_zeros_count_too"
# You refuse lists whose sum is 0, as if nothing were in them.
# Hint: Which question about a list tells that nothing is in it?
# -     if len(values) == 0:
# +     if not sum(values):

# %% exercise="average" mistake="zeros not counted" fails="test_negative_numbers_and_zeros_count_too"
# You divided by how many numbers are other than 0, so that the average comes out too far from 0.
# Hint: Of three people one has 6 apples and two have none. How many does each get if they share?
# -     return sum(values) / len(values)
# +     return sum(values) / max(1, sum(1 for value in values if value))

# %% exercise="count_words" mistake="every count is 1" fails="test_repeated_words_add_up"
# You wrote a 1 for each word, also when you had met it before.
# Hint: What was the count of the word before you read it again?
def count_words(text):
    me = {}
    for word in text.split():
        me[word] = 1
    return me

# %% exercise="count_words" mistake="dictionary made outside the function" fails="test_a_second_text_starts_from_zero test_a_text_without_words_gives_an_empty_dictionary"
# You count in a dictionary that stands outside the function, so it still holds what was there before the call.
# Hint: Where must the dictionary be made, so that each call begins with an empty one?
me = {"height": 100}

def count_words(text):
    for word in text.split():
        if word in me:
            me[word] = me[word] + 1
        else:
            me[word] = 1
    return me

# %% exercise="count_words" mistake="dictionary that outlives the call" fails="test_a_second_text_starts_from_zero"
# Your dictionary still holds the words of an earlier call; one that is made once, as a default value for instance, does that.
# Hint: How often is your dictionary made: once, or in every call?
def count_words(text, counts={}):
    for word in text.split():
        if word not in counts:
            counts[word] = 0
        counts[word] += 1
    return counts

# %% exercise="count_words" mistake="split at each single space" fails="test_any_run_of_blanks_separates_words test_a_text_without_words_gives_an_empty_dictionary"
# You split at every single space, so two in a row make a word of nothing and tabs stay inside words.
# Hint: What does the method do when you tell it nothing?
# -     for word in text.split():
# +     for word in text.split(" "):

# %% exercise="count_words" mistake="capitals not told apart" fails="test_capitals_and_commas_make_different_words"
# Words that differ in nothing but their capitals are counted together.
# Hint: Are Fish and fish the same word here?
# -     for word in text.split():
# +     for word in text.lower().split():

# %% exercise="count_words" mistake="punctuation cut off" fails="test_capitals_and_commas_make_different_words"
# Words that differ in nothing but commas and full stops are counted together.
# Hint: What separates two words, and does anything else?
def count_words(text):
    counts = {}
    for word in text.replace(",", "").replace(".", "").split():
        counts[word] = counts.get(word, 0) + 1
    return counts

# %% exercise="count_words" mistake="letters counted in place of words" fails="test_a_word_that_stands_once_counts_one test_repeated_words_add_up"
# You went through the text itself, which gives its letters one by one.
# Hint: What do you get when you loop over a text, and which method cuts it into words?
# -     for word in text.split():
# +     for word in text:

# %% exercise="count_words" mistake="every count one too small" fails="test_a_word_that_stands_once_counts_one test_repeated_words_add_up"
# Every count is one too small; a new word that goes in with 0 does that.
# Hint: How often have you seen a word when you meet it for the first time?
def count_words(text):
    counts = {}
    for word in text.split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 0
    return counts

# %% exercise="count_words" mistake="counted inside other words too" fails="test_capitals_and_commas_make_different_words"
# You asked the text how often the letters of the word stand in it, within longer words as well.
# Hint: How often does the word "on" stand in "on and on upon"?
def count_words(text):
    return {word: text.count(word) for word in text.split()}

# %% exercise="count_words" mistake="last word forgotten" fails="test_a_word_that_stands_once_counts_one test_repeated_words_add_up"
# The last word is not counted; whoever counts a word at the blank behind it forgets the one with none.
# Hint: What is still waiting when the loop is over?
def count_words(text):
    counts = {}
    word = ""
    for letter in text:
        if letter in " \t\n":
            if word:
                counts[word] = counts.get(word, 0) + 1
            word = ""
        else:
            word += letter
    return counts

# %% exercise="count_words" mistake="only the first word counted" fails="test_a_word_that_stands_once_counts_one test_a_text_without_words_gives_an_empty_dictionary"
# Only the first word is counted, and a text without words gives nothing; a return inside the loop does that.
# Hint: How far is your last line indented?
# -     return counts
# +         return counts

# %% exercise="count_words" mistake="lengths in place of counts" fails="test_a_word_that_stands_once_counts_one test_repeated_words_add_up"
# You put down how many letters each word has.
# Hint: What does len tell of a text, and what of a list?
def count_words(text):
    return {word: len(word) for word in text.split()}

# %% exercise="count_words" mistake="number of all words" fails="test_a_word_that_stands_once_counts_one test_a_text_without_words_gives_an_empty_dictionary"
# You counted how many words the text has altogether.
# Hint: Which two things does the answer hold for each word?
def count_words(text):
    return len(text.split())

# %% exercise="count_words" mistake="split at line ends only" fails="test_a_word_that_stands_once_counts_one test_repeated_words_add_up"
# You took each line for a word.
# Hint: Which blanks may stand between two words?
# -     for word in text.split():
# +     for word in text.splitlines():

# %% exercise="count_words" mistake="words of one letter dropped" fails="test_a_word_that_stands_once_counts_one"
# Words of a single letter are missing from your dictionary.
# Hint: What is between the blanks in "I see a cat": how many words are there?
# -     for word in text.split():
# +     for word in [word for word in text.split() if len(word) > 1]:

# %% exercise="Man" mistake="more than one name asked for" fails="test_making_one_prints_initialized test_hello_prints_his_name test_two_men_keep_their_own_names"
# A man cannot be made from one name alone: your `__init__` asks for more.
# Hint: How many things does the class take when one is made?
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

m = Man("Otto", "Emil")
m.hello()
m.goodby()
m.Goodby2()

# %% exercise="Man" mistake="Good-bye spelled otherwise" fails="test_goodbye_prints_his_name test_two_men_keep_their_own_names"
# You spelled the farewell otherwise than the text asks.
# Hint: Compare it letter by letter, hyphen and all.
class Man:
    def __init__(self, name1):
        self.name1 = name1
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name1 + "!")

    def goodbye(self):
        print("Goodby " + self.name1 + "!")

# %% exercise="Man" mistake="nothing printed" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# Your methods print nothing; a text that is handed back is not shown to anybody.
# Hint: Which of the two shows a value to a person?
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        return "Hello " + self.name + "!"

    def goodbye(self):
        return "Good-bye " + self.name + "!"

# %% exercise="Man" mistake="text printed and returned too" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# You printed the text and handed it back as well, so a notebook shows it twice.
# Hint: What should a method return that only has something to say?
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        text = f"Hello {self.name}!"
        print(text)
        return text

    def goodbye(self):
        text = f"Good-bye {self.name}!"
        print(text)
        return text

# %% exercise="Man" mistake="one name for all men" fails="test_two_men_keep_their_own_names"
# All men go by the name of the newest; a name kept on the class, or in a global, does that.
# Hint: What belongs to one object only: where is it stored?
class Man:
    name = ""

    def __init__(self, name):
        Man.name = name
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name + "!")

    def goodbye(self):
        print("Good-bye " + self.name + "!")

# %% exercise="Man" mistake="wrong spaces in the text" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# Your letters are right and the spaces are not; print, given several values, puts a space between any two.
# Hint: How can you make the text in one piece before it is printed?
class Man:
    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print("Hello", self.name, "!")

    def goodbye(self):
        print("Good-bye", self.name, "!")

# %% exercise="Man" mistake="no f before the quotes" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# Your text has braces in it as they stand; without an f before the quotes nothing takes their place.
# Hint: What tells Python to put a value in place of the braces?
# -         print(f"Hello {self.name}!")
# +         print("Hello {self.name}!")
# -         print(f"Good-bye {self.name}!")
# +         print("Good-bye {self.name}!")

# %% exercise="Man" mistake="name not kept where it is looked for" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# Your methods look for a name that `__init__` has not stored there; a plain variable is gone when the method ends.
# Hint: Where must a value be stored that other methods of the same object need?
# -         self.name = name
# +         name = name

# %% exercise="Man" mistake="his own name missing" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# Your text lacks the man's own name; another one, written into the text, does that.
# Hint: Whose name should stand there when the man is called otherwise?
# -         print(f"Hello {self.name}!")
# +         print("Hello David!")
# -         print(f"Good-bye {self.name}!")
# +         print("Good-bye David!")

# %% exercise="Man" mistake="no `__init__` that runs" fails="test_making_one_prints_initialized test_hello_prints_his_name"
# Python finds no `__init__` that takes a name, so nothing runs when a man is made.
# Hint: How many underscores stand on each side of the method that makes an object ready?
class Man:
    def _init_(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="Man" mistake="name given other capitals" fails="test_hello_prints_his_name test_goodbye_prints_his_name"
# You changed the capitals of the name, so that a man called "Karl von Moor" becomes "Karl Von Moor".
# Hint: Who knows best how a name is spelled?
# -         self.name = name
# +         self.name = name.title()

# %% exercise="Man" mistake="only the first man announced" fails="test_making_one_prints_initialized"
# You print "Initialized!" when the first man is made, and nothing when another one is.
# Hint: What does the text show for `second = Man("Emil")`?
class Man:
    announced = False

    def __init__(self, name):
        self.name = name
        if not Man.announced:
            print("Initialized!")
        Man.announced = True

    def hello(self):
        print(f"Hello {self.name}!")

    def goodbye(self):
        print(f"Good-bye {self.name}!")

# %% exercise="elements_above" mistake="threshold written in" fails="test_tables_of_any_shape_give_a_flat_array_row_by_row test_it_keeps_the_larger_numbers_of_a_flat_array"
# You compared with a fixed number and never used the threshold you were given.
# Hint: What if somebody asks with another threshold than the one in your example?
def elements_above(X, threshold):
    return X[X > 15]

# %% exercise="elements_above" mistake="the mask itself" fails="test_it_keeps_the_larger_numbers_of_a_flat_array test_tables_of_any_shape_give_a_flat_array_row_by_row"
# You returned True and False for each number, not the numbers.
# Hint: A mask only answers a question. How do you pick with it?
def elements_above(X, threshold):
    return X > threshold

# %% exercise="elements_above" mistake="list in place of an array" fails="test_the_answer_is_an_array_of_the_same_kind_of_numbers"
# You handed back a list.
# Hint: What must a list become before one can compute with it?
def elements_above(X, threshold):
    kept = []
    for i in X.flatten():
        if i > threshold:
            kept.append(i)
    return kept

# %% exercise="elements_above" mistake="if asked of a whole row" fails="test_tables_of_any_shape_give_a_flat_array_row_by_row"
# You asked if about a whole row, which wants one answer and gets many.
# Hint: What does a loop over a table give you in each round?
def elements_above(X, threshold):
    kept = []
    for row in X:
        if row > threshold:
            kept.append(row)
    return kept

# %% exercise="elements_above" mistake="equal numbers kept as well" fails="test_numbers_equal_to_the_threshold_are_left_out"
# You kept numbers that are just as large as the threshold.
# Hint: Is 7 above 7?
def elements_above(X, threshold):
    return X[X >= threshold]

# %% exercise="elements_above" mistake="numbers below the threshold" fails="test_it_keeps_the_larger_numbers_of_a_flat_array"
# You kept the numbers on the other side of the threshold.
# Hint: To which side does the sign open?
def elements_above(X, threshold):
    return X[X < threshold]

# %% exercise="elements_above" mistake="places in place of numbers" fails="test_it_keeps_the_larger_numbers_of_a_flat_array test_numbers_equal_to_the_threshold_are_left_out"
# You returned where the numbers stand, not the numbers themselves.
# Hint: You know the places now. How do you get what stands there?
def elements_above(X, threshold):
    return np.flatnonzero(X > threshold)

# %% exercise="elements_above" mistake="others set to 0" fails="test_it_keeps_the_larger_numbers_of_a_flat_array test_nothing_above_gives_an_empty_array"
# You put a 0 in place of each number that should go, and kept the shape of the table.
# Hint: How many numbers should the answer have?
def elements_above(X, threshold):
    return np.where(X > threshold, X, 0)

# %% exercise="elements_above" mistake="array of floats from whole numbers" fails="test_the_answer_is_an_array_of_the_same_kind_of_numbers"
# Whole numbers come back as floats; an empty array, to which one appends, holds floats unless told otherwise.
# Hint: What kind of numbers does an array have that is made from nothing?
def elements_above(X, threshold):
    kept = np.array([])
    for number in X.ravel():
        if number > threshold:
            kept = np.append(kept, number)
    return kept

# %% exercise="elements_above" mistake="column by column" fails="test_tables_of_any_shape_give_a_flat_array_row_by_row test_numbers_equal_to_the_threshold_are_left_out"
# You went down the columns, so the numbers come in another order.
# Hint: In which order does one read a table?
def elements_above(X, threshold):
    flat = X.flatten("F")
    return flat[flat > threshold]

# %% exercise="elements_above" mistake="sorted and without repeats" fails="test_numbers_equal_to_the_threshold_are_left_out"
# You sorted the numbers and dropped those that stand there more than once.
# Hint: Is a number that stands in the table twice kept once or twice?
def elements_above(X, threshold):
    return np.unique(X[X > threshold])

# %% exercise="elements_above" mistake="whole rows kept" fails="test_tables_of_any_shape_give_a_flat_array_row_by_row"
# You kept all of a row as soon as one of its numbers is above the threshold.
# Hint: Is the question asked of each row or of each number?
def elements_above(X, threshold):
    return np.array([v for row in X for v in np.ravel(row) if np.max(row) > threshold], dtype=X.dtype)

# %% exercise="elements_above" mistake="zeros written into the table" fails="test_the_array_is_left_as_it_is"
# You overwrote the small numbers in the array you were given.
# Hint: Who else still needs X?
def elements_above(X, threshold):
    X[X <= threshold] = 0
    return X[X != 0]

# %% exercise="elements_above" mistake="threshold cut to a whole number" fails="test_it_keeps_the_larger_numbers_of_a_flat_array"
# You cut the decimals off the threshold, so that with 0.6 you keep 0.5 as well.
# Hint: What is left of 0.6 if you make a whole number of it, and is 0.5 above 0.6?
def elements_above(X, threshold):
    return X[X > int(threshold)]

# %% exercise="elements_above" mistake="whole numbers from floats" fails="test_it_keeps_the_larger_numbers_of_a_flat_array"
# Floats come back without their decimals; an array that is told to hold whole numbers cuts them off.
# Hint: What becomes of 1.75 in an array of whole numbers, and which kind of numbers does X have?
def elements_above(X, threshold):
    return np.array([number for number in X.flatten() if number > threshold], dtype=int)

# %% exercise="take_at" mistake="places written in" fails="test_places_come_in_the_order_asked_and_may_repeat test_negative_places_count_from_the_end"
# You picked the same fixed places every time and never used those you were given.
# Hint: Which of the two arguments does your answer not use?
def take_at(x, indices):
    x = x.flatten()
    return x[np.array([0, 2, 4])]

# %% exercise="take_at" mistake="whole rows picked" fails="test_places_in_a_table_are_counted_row_by_row"
# You picked from the table itself, where a single place means a whole row.
# Hint: What must the table become before its numbers can be counted through?
def take_at(X, indices):
    return X[np.array(indices)]

# %% exercise="take_at" mistake="the caller's table made flat" fails="test_the_table_keeps_its_shape_and_numbers"
# You changed the shape of the very table that you were given.
# Hint: Which way to flatten a table makes a copy?
def take_at(X, indices):
    X.shape = (X.size,)
    return X[np.array(indices)]

# %% exercise="take_at" mistake="counted column by column" fails="test_places_in_a_table_are_counted_row_by_row"
# You counted down the columns first.
# Hint: With three columns, where does place 1 stand: to the right of place 0 or below it?
# -     return X.flatten()[indices]
# +     return X.T.flatten()[indices]

# %% exercise="take_at" mistake="counted from 1" fails="test_places_in_a_table_are_counted_row_by_row"
# You took one away from each place, as if the first were called 1.
# Hint: From which number does Python count?
def take_at(X, indices):
    return X.flatten()[np.array(indices) - 1]

# %% exercise="take_at" mistake="places sorted and without repeats" fails="test_places_come_in_the_order_asked_and_may_repeat"
# You went through the table and kept what stands at a wanted place, so order and repeats are lost.
# Hint: Through what must you go so that the answer comes in the order of the places?
def take_at(X, indices):
    wanted = [i % X.size for i in indices]
    return np.array([number for place, number in enumerate(X.flatten()) if place in wanted])

# %% exercise="take_at" mistake="rows and columns mixed up" fails="test_places_in_a_table_are_counted_row_by_row"
# You divided a place by the number of rows, which is right for square tables only.
# Hint: How many places does one row take up?
def take_at(X, indices):
    rows = len(X)
    return np.array([X[i // rows % rows][i % rows] for i in indices])

# %% exercise="take_at" mistake="only for two axes" fails="test_flat_and_deep_arrays_and_lists_of_places_work_as_well"
# You worked out a row and a column for each place, which fits tables only.
# Hint: What if the array has one axis, or three?
def take_at(X, indices):
    columns = X.shape[1]
    return np.array([X[i // columns, i % columns] for i in indices])

# %% exercise="take_at" mistake="minus sign ignored" fails="test_negative_places_count_from_the_end"
# You took the minus sign away from the places that count from the end.
# Hint: Which number does NumPy give for the place -1?
def take_at(X, indices):
    return X.flatten()[np.abs(indices)]

# %% exercise="take_at" mistake="first place to last place" fails="test_places_in_a_table_are_counted_row_by_row test_places_come_in_the_order_asked_and_may_repeat"
# You cut out everything between the first place and the last.
# Hint: How many numbers were asked for?
def take_at(X, indices):
    flat = X.flatten()
    return flat[indices[0] : indices[-1] + 1]

# %% exercise="take_at" mistake="first place only" fails="test_places_in_a_table_are_counted_row_by_row test_places_come_in_the_order_asked_and_may_repeat"
# Only what stands at the first place comes back; a return inside the loop does that.
# Hint: How many numbers were asked for?
def take_at(X, indices):
    taken = []
    for i in indices:
        taken.append(X.flatten()[i])
        return np.array(taken)

# %% exercise="take_at" mistake="numbers that are places" fails="test_places_in_a_table_are_counted_row_by_row test_negative_places_count_from_the_end"
# You looked for the places among the numbers, and kept those numbers that are in the list of places.
# Hint: Do the indices say what a number is, or where it stands?
def take_at(X, indices):
    flat = X.flatten()
    return flat[np.isin(flat, indices)]

# %% exercise="scale_columns" mistake="table written over" fails="test_both_arrays_are_left_as_they_are"
# You multiplied in place, and so changed the table that you were given.
# Hint: Does your sign make a new array, or write into the old one?
def scale_columns(A, B):
    A *= B
    return A

# %% exercise="scale_columns" mistake="matrix product in place of times" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# You used the product that also adds up along each row.
# Hint: NumPy has two products. Which of them keeps the shape of the table?
def scale_columns(A, B):
    return np.dot(A, B)

# %% exercise="scale_columns" mistake="as many columns as rows" fails="test_tables_that_are_not_square_work_as_well"
# You took the number of rows for the number of columns too.
# Hint: Try a table with more columns than rows. Where do you ask for the number of columns?
def scale_columns(A, v):
    n = len(A)
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            out[i, j] = A[i, j] * v[j]
    return out[:, : len(v)]

# %% exercise="scale_columns" mistake="rows scaled, not columns" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# You gave each row a factor of its own.
# Hint: As a column, v is stretched to the right. Which way should it be stretched?
def scale_columns(A, v):
    return A * v.reshape(-1, 1)

# %% exercise="scale_columns" mistake="fractions lost in whole numbers" fails="test_whole_numbers_times_fractions_keep_the_fractions"
# Your products have lost their fractions; an array made after A does that, as it holds whole numbers if A does.
# Hint: What happens to 0.5 when it is put into an array of whole numbers?
def scale_columns(A, v):
    out = np.zeros_like(A)
    for j in range(len(v)):
        out[:, j] = A[:, j] * v[j]
    return out

# %% exercise="scale_columns" mistake="factors added, not multiplied" fails="test_each_column_of_a_square_table_has_its_own_factor"
# You added the factors to the columns.
# Hint: What should a factor of 1 do to its column?
# -     return A * v
# +     return A + v

# %% exercise="scale_columns" mistake="all factors on every column" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# You multiplied the whole table by one factor after the other.
# Hint: Which part of the table does the factor number j belong to?
def scale_columns(A, v):
    result = A.copy()
    for factor in v:
        result = result * factor
    return result

# %% exercise="scale_columns" mistake="last column left out" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# The last column stays as it was; a range that ends one too early does that.
# Hint: A range ends before its stop. What is the index of the last column?
def scale_columns(A, v):
    out = A.astype(float)
    for j in range(A.shape[1] - 1):
        out[:, j] = A[:, j] * v[j]
    return out

# %% exercise="scale_columns" mistake="first column only" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# Only the first column is scaled; a return inside the loop does that.
# Hint: How often does each of your lines run? Look at how far they are indented.
def scale_columns(A, v):
    out = A.astype(float)
    for j in range(A.shape[1]):
        out[:, j] = A[:, j] * v[j]
        return out

# %% exercise="scale_columns" mistake="factor chosen by the row" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# You took the factor with the number of the row, not with that of the column.
# Hint: You have two numbers, for row and column. Which of them belongs to v?
def scale_columns(A, v):
    out = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            out[i, j] = A[i, j] * v[i]
    return out

# %% exercise="scale_columns" mistake="one factor for the whole table" fails="test_each_column_of_a_square_table_has_its_own_factor test_tables_that_are_not_square_work_as_well"
# You scaled the whole table by the first factor.
# Hint: How many factors are there, and how many does your answer use?
def scale_columns(A, v):
    return A * v[0]

# %% exercise="normalize_rows" mistake="sums taken for a row" fails="test_each_row_adds_up_to_one test_a_square_table_is_normalised_by_rows_too"
# You left the sums a flat array, which NumPy takes for a row.
# Hint: Which shape must the sums have so that each belongs to its own row?
def normalize_rows(A):
    return A / A.sum(axis=1)

# %% exercise="normalize_rows" mistake="no thought of zero rows" fails="test_a_row_of_zeros_stays_a_row_of_zeros"
# You divided a row of zeros by its sum, and 0 / 0 is not a number.
# Hint: By what could you divide a row of zeros, so that it stays as it is?
def normalize_rows(A):
    return A / A.sum(axis=1, keepdims=True)

# %% exercise="normalize_rows" mistake="columns add up to 1" fails="test_each_row_adds_up_to_one test_each_number_becomes_its_share_of_the_row"
# You summed down the columns, so it is the columns that add up to 1.
# Hint: The axis that you name is the one that disappears. Which one should?
# -     total = A.sum(axis=1, keepdims=True)
# +     total = A.sum(axis=0, keepdims=True)

# %% exercise="normalize_rows" mistake="divided by the sum of all" fails="test_each_row_adds_up_to_one test_each_number_becomes_its_share_of_the_row"
# You divided by the sum of the whole table.
# Hint: What does sum take if you name no axis?
# -     total = A.sum(axis=1, keepdims=True)
# +     total = A.sum()

# %% exercise="normalize_rows" mistake="divided by the largest" fails="test_each_row_adds_up_to_one"
# You divided each row by its largest number, so that the largest becomes 1, not the sum.
# Hint: What should the shares of a row add up to?
# -     total = A.sum(axis=1, keepdims=True)
# +     total = A.max(axis=1, keepdims=True)

# %% exercise="normalize_rows" mistake="divided by the length of the row" fails="test_each_row_adds_up_to_one"
# You divided by the length of the row as of an arrow, the root of the sum of squares.
# Hint: Look at the formula again: is anything squared in it?
# -     total = A.sum(axis=1, keepdims=True)
# +     total = np.linalg.norm(A, axis=1, keepdims=True)

# %% exercise="normalize_rows" mistake="divided by the mean" fails="test_each_row_adds_up_to_one"
# You divided by the mean of the row, so that it adds up to the number of columns.
# Hint: What do your rows add up to?
# -     total = A.sum(axis=1, keepdims=True)
# +     total = A.mean(axis=1, keepdims=True)

# %% exercise="normalize_rows" mistake="exponentials first, as in softmax" fails="test_each_number_becomes_its_share_of_the_row test_a_row_of_zeros_stays_a_row_of_zeros"
# You took exponentials before sharing out, so the shares no longer go with the numbers.
# Hint: The row 1 and 3 has the shares 0.25 and 0.75. What are yours?
def normalize_rows(A):
    powers = np.exp(A - A.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)

# %% exercise="normalize_rows" mistake="shares cut to whole numbers" fails="test_whole_numbers_become_fractions"
# Your shares of whole numbers have lost their fractions; an array made after A does that.
# Hint: What happens to 0.25 when it is put into an array of whole numbers?
def normalize_rows(A):
    shares = np.zeros_like(A)
    for i, row in enumerate(A):
        if row.sum() > 0:
            shares[i] = row / row.sum()
    return shares

# %% exercise="normalize_rows" mistake="table written over" fails="test_the_table_is_left_as_it_is"
# You divided in place, and so changed the table that you were given.
# Hint: Does your sign make a new array, or write into the old one?
def normalize_rows(A):
    total = A.sum(axis=1, keepdims=True)
    total[total == 0] = 1
    A /= total
    return A

# %% exercise="normalize_rows" mistake="equal shares for zero rows" fails="test_a_row_of_zeros_stays_a_row_of_zeros"
# You gave every number of an empty row the same share.
# Hint: What did the text say should become of a row that has nothing to share out?
def normalize_rows(A):
    out = np.empty(A.shape)
    for i in range(len(A)):
        s = A[i].sum()
        out[i] = A[i] / s if s != 0 else 1 / A.shape[1]
    return out

# %% exercise="normalize_rows" mistake="any 0 makes a zero row" fails="test_a_row_of_zeros_stays_a_row_of_zeros"
# You made every row a row of zeros that has a 0 somewhere, also those with a sum.
# Hint: When is a whole row zero: if one of its numbers is, or if all are?
def normalize_rows(A):
    shares = np.zeros(A.shape)
    for i, row in enumerate(A):
        if 0 not in row:
            shares[i] = row / row.sum()
    return shares

# %% exercise="normalize_rows" mistake="one zero row stops everything" fails="test_a_row_of_zeros_stays_a_row_of_zeros"
# You gave the table back as it was as soon as one sum is 0.
# Hint: What should become of the other rows when one is all zeros?
def normalize_rows(A):
    total = A.sum(axis=1, keepdims=True)
    if (total == 0).any():
        return A
    return A / total

# %% exercise="normalize_rows" mistake="small sums taken for 1" fails="test_each_number_becomes_its_share_of_the_row"
# Your rows that add up to less than 1 stay as they are, as if their sum were 1.
# Hint: A row of 0.2 and 0.6: what should its shares be? And which rows are the only ones to stay as they are?
# -     return A / np.where(total == 0, 1, total)
# +     return A / np.maximum(total, 1)

# %% exercise="sin_cos_graph" mistake="no function of this name" fails="test_the_sine_is_drawn test_it_returns_the_axes"
# No function of this name can be called; lines that stand outside of one draw when the cell runs, and then no more.
# Hint: Under which line must your drawing stand, and how far indented?
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
plt.gca().legend()
plt.show()

# %% exercise="sin_cos_graph" mistake="drawn, but nothing returned" fails="test_it_returns_the_axes"
# You drew the diagram and handed nothing back.
# Hint: The caller wants the Axes. How do you get hold of it before the diagram is put away?
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)

    y2 = np.cos(x)

    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle = "--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title('sin & cos')
    plt.gca().legend()
    plt.show()

# %% exercise="sin_cos_graph" mistake="the sine alone" fails="test_the_cosine_is_drawn test_title_and_axes_say_what_is_shown test_the_legend_calls_each_curve_by_its_name"
# You drew one curve, without title, names of the axes and legend.
# Hint: Go through the table above the exercise, row by row. What is missing?
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    y = np.sin(x)

    plt.plot(x, y)
    plt.show()

# %% exercise="sin_cos_graph" mistake="Figure returned, legend forgotten" fails="test_it_returns_the_axes test_the_legend_calls_each_curve_by_its_name"
# You handed back the whole sheet, and the labels stay unseen because no legend was asked for.
# Hint: Which is the sheet and which the diagram on it? And what makes labels visible?
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

# %% exercise="sin_cos_graph" mistake="whole steps of x" fails="test_the_sine_is_drawn test_the_cosine_is_drawn"
# You left out the step, so there are six points and the curves have corners.
# Hint: How far apart are two neighbouring values of x?
# -     x = np.arange(0, 6, 0.1)
# +     x = np.arange(0, 6)

# %% exercise="sin_cos_graph" mistake="sixty points up to 6" fails="test_the_sine_is_drawn test_the_cosine_is_drawn"
# Your sixty points end at 6, so that the steps are a little wider than 0.1.
# Hint: What is the last x of the text, and how far is it from the one before?
# -     x = np.arange(0, 6, 0.1)
# +     x = np.linspace(0, 6, 60)

# %% exercise="sin_cos_graph" mistake="one point too many" fails="test_the_sine_is_drawn test_the_cosine_is_drawn"
# You drew the point at 6 as well.
# Hint: What is the last x of the text?
# -     x = np.arange(0, 6, 0.1)
# +     x = np.arange(61) / 10

# %% exercise="sin_cos_graph" mistake="x taken for degrees" fails="test_the_sine_is_drawn test_the_cosine_is_drawn"
# You turned x into radians, though it is in radians already.
# Hint: How large is a full turn in the text: 360 or about 6.28?
# -     ax.plot(x, np.sin(x), label="sin")
# -     ax.plot(x, np.cos(x), linestyle="--", label="cos")
# +     ax.plot(x, np.sin(np.radians(x)), label="sin")
# +     ax.plot(x, np.cos(np.radians(x)), linestyle="--", label="cos")

# %% exercise="sin_cos_graph" mistake="sine and cosine exchanged" fails="test_the_sine_is_solid_and_the_cosine_dashed test_the_legend_calls_each_curve_by_its_name"
# You drew the cosine where the sine should be and the sine where the cosine should be.
# Hint: Which of the two curves starts at 0, and how does yours look that is called so?
# -     ax.plot(x, np.sin(x), label="sin")
# -     ax.plot(x, np.cos(x), linestyle="--", label="cos")
# +     ax.plot(x, np.cos(x), label="sin")
# +     ax.plot(x, np.sin(x), linestyle="--", label="cos")

# %% exercise="sin_cos_graph" mistake="curves without style and legend" fails="test_the_sine_is_solid_and_the_cosine_dashed test_the_legend_calls_each_curve_by_its_name"
# You drew both curves as they come, without dashes, labels and legend.
# Hint: How can one tell your two curves apart in black and white?
# -     ax.plot(x, np.sin(x), label="sin")
# -     ax.plot(x, np.cos(x), linestyle="--", label="cos")
# +     ax.plot(x, np.sin(x))
# +     ax.plot(x, np.cos(x))
# -     ax.legend()
# -     return ax
# +     return ax

# %% exercise="sin_cos_graph" mistake="cosine not on the Axes that came back" fails="test_the_cosine_is_drawn"
# The Axes that you handed back lacks the cosine; a diagram of its own for each curve does that.
# Hint: How many Axes should there be?
def sin_cos_graph():
    x = np.arange(0, 6, 0.1)
    _, (left, right) = plt.subplots(1, 2)
    left.plot(x, np.sin(x), label="sin")
    right.plot(x, np.cos(x), linestyle="--", label="cos")
    for ax in (left, right):
        ax.set(xlabel="x", ylabel="y", title="sin & cos")
        ax.legend()
    return left

# %% exercise="sin_cos_graph" mistake="return at the second curve" fails="test_it_returns_the_axes test_title_and_axes_say_what_is_shown test_the_legend_calls_each_curve_by_its_name"
# You returned what plot gives, a list of lines, and nothing after that line is run.
# Hint: What does Python do with the lines below a return?
# -     ax.plot(x, np.cos(x), linestyle="--", label="cos")
# +     return ax.plot(x, np.cos(x), linestyle="--", label="cos")

# %% exercise="show_image" mistake="path of one computer written in" fails="test_the_axes_hold_what_is_in_the_file test_another_path_shows_another_picture"
# You read a fixed file of your own computer and never used the path you were given.
# Hint: Which file should be read when somebody passes another path?
def show_image(path):
    img = imread('lena.png')
    plt.imshow(img)
    plt.show()

# %% exercise="show_image" mistake="folder of one computer written in" fails="test_the_axes_hold_what_is_in_the_file test_another_path_shows_another_picture"
# You read a file in a folder of your own computer and never used the path you were given.
# Hint: What is the argument of the function for?
def show_image(path):
    img = imread('./deep-learning-from-scratch/dataset/lena.png')
    plt.imshow(img)
    plt.show()

# %% exercise="show_image" mistake="drawn, but nothing returned" fails="test_it_returns_the_axes_of_the_picture"
# You drew the picture and handed nothing back.
# Hint: The caller wants the Axes. How do you get hold of it?
def show_image(path):
    img = imread(path)
    plt.imshow(img)
    plt.show()

# %% exercise="show_image" mistake="pixels returned, nothing drawn" fails="test_it_returns_the_axes_of_the_picture test_the_axes_hold_what_is_in_the_file"
# You read the file and handed back its numbers, but drew nothing.
# Hint: You have the first of two steps. What turns an array into a picture?
def show_image(path):
    return imread(path)

# %% exercise="show_image" mistake="picture upside down" fails="test_the_first_row_is_at_the_top"
# You put row 0 at the bottom.
# Hint: Where does row 0 go if you ask for nothing special?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path), origin="lower")

# %% exercise="show_image" mistake="one colour only" fails="test_the_axes_hold_what_is_in_the_file"
# You kept the first of the colours and dropped the others.
# Hint: How many numbers does a pixel of the file have, and how many has yours?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path)[:, :, 0])

# %% exercise="show_image" mistake="opaqueness dropped" fails="test_the_axes_hold_what_is_in_the_file"
# You kept red, green and blue and dropped the fourth number of each pixel.
# Hint: Were you asked to leave out any of the numbers in the file?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path)[:, :, :3])

# %% exercise="show_image" mistake="made grey" fails="test_the_axes_hold_what_is_in_the_file"
# You averaged the colours, so the picture is grey.
# Hint: The numbers are to be shown as they were read. What happens to them on the way?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path).mean(axis=2), cmap="gray")

# %% exercise="show_image" mistake="red and blue swapped" fails="test_the_axes_hold_what_is_in_the_file"
# You turned the order of the colours round.
# Hint: In which order do the three colours stand in the file?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path)[:, :, [2, 1, 0, 3]])

# %% exercise="show_image" mistake="rows and columns swapped" fails="test_the_axes_hold_what_is_in_the_file test_another_path_shows_another_picture"
# You swapped the first two axes, so the picture lies on its side.
# Hint: Which axis counts the rows when a picture is drawn?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path).swapaxes(0, 1))

# %% exercise="show_image" mistake="rows turned round" fails="test_the_axes_hold_what_is_in_the_file"
# You handed the rows to the drawing in reverse order.
# Hint: Which row of the file should come first?
# -     ax.imshow(imread(path))
# +     ax.imshow(imread(path)[::-1])
