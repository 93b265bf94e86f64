"""Attacks. Each is handed in as the answer of one exercise of a real chapter, through the real grader.

An attack earns nothing, and whoever comes after it is graded as if it had never been there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from autograder.course.chapters import load_chapter
from autograder.grading.grader import Grader
from autograder.grading.verdicts import ExerciseResult, Report
from autograder.sandbox.modes import Mode
from autograder.submissions.reading import Submission
from autograder.testing.students import LocalStudent
from tests.sandbox.conftest import QUICK, STUBBORN, require
from tests.sandbox.escapes import everything

ROOT = Path(__file__).parents[2]
CHAPTER = "ch02_perceptron"
# Nothing builds on this exercise, its inputs are random arrays, and it is worth most.
EXERCISE = "train_perceptron"
FULL = load_chapter(CHAPTER).points
NETWORKS = "ch03_neural_network"
RIGHT = load_chapter(CHAPTER).exercise(EXERCISE).source
LONGEST_SECONDS = 15  # of one submission, whatever it does, on a machine that is busy with others


def handed_in(answers: Mapping[str, str] | None = None, chapter: str = CHAPTER) -> Submission:
    """A chapter with right answers everywhere, but for some exercises."""
    sources = {e.name: e.source for e in load_chapter(chapter).exercises} | dict(answers or {})
    imports = "import numpy as np\n" + ("from PIL import Image\n" if chapter == NETWORKS else "")
    return Submission("chapter.py", (imports, *sources.values()), "0" * 64)


def without_time(report: Report) -> str:
    return json.dumps(report.as_dict() | {"seconds": 0}, ensure_ascii=False)


def result_of(report: Report, exercise: str = EXERCISE) -> ExerciseResult:
    (result,) = [e for e in report.exercises if e.name == exercise]
    return result


def messages(report: Report) -> list[str]:
    return [*report.notes, *(c.message for e in report.exercises for c in e.checks)]


class Attacked:
    """One grader for all attacks: what one of them leaves behind, the next submission meets."""

    def __init__(self) -> None:
        self.grader = Grader(limits=QUICK)
        self.honest: dict[str, str] = {}

    def grade(self, answers: Mapping[str, str], chapter: str = CHAPTER) -> Report:
        """Grade an attack, then a right submission; its report must be that of a fresh grader."""
        if chapter not in self.honest:
            with Grader(limits=QUICK) as fresh:
                report = fresh.grade(handed_in(chapter=chapter), chapter)
            assert report.points == report.max_points, report
            self.honest[chapter] = without_time(report)
        placed = {name: answer.replace("ROOT", str(ROOT)) for name, answer in answers.items()}
        report = self.grader.grade(handed_in(placed, chapter), chapter)
        assert report.infrastructure_error is None
        assert report.seconds < LONGEST_SECONDS
        for message in messages(report):
            assert message.isprintable(), message
            assert message.encode("utf-8").decode() == message
        after = self.grader.grade(handed_in(chapter=chapter), chapter)
        assert [c for e in after.exercises for c in e.checks if not c.passed] == []
        assert without_time(after) == self.honest[chapter]
        return report


@pytest.fixture(scope="module")
def attacked() -> Iterator[Attacked]:
    require(Mode.SEALED)
    both = Attacked()
    yield both
    both.grader.close()


# ------------------------------------------------------------------------------ frames by one's own hand

FORGER = '''
import os, struct, msgpack

def say(head, body=b""):
    """Send a frame that no encoder has made."""
    data = struct.pack("<II", len(head), len(body)) + head + body
    while data:
        data = data[os.write(3, data):]

def ok(value):
    return msgpack.packb(["ok", value, None])
'''

# ------------------------------------------------------------------------------ what a thief would look for

THIEF = f'''
import gc, marshal, os, sys, types

def stolen(source):
    """The right answer, from a file, a piece of source or compiled code."""
    module = types.ModuleType("stolen")
    module.np = np
    exec(source, module.__dict__)
    return module.{EXERCISE}
'''

ANYTHING = '''
class Anything:
    """Equal to everything, a number and an array of any kind."""
    _dlfs_number = 1
    student_type_name = "ndarray"
    shape, dtype, ndim, size = (3,), np.dtype(float), 1, 1
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__
    def __hash__(self): return 1
    def __bool__(self): return True
    def __len__(self): return 2
    def __iter__(self): return iter((Anything(), Anything()))
    def __getitem__(self, key): return Anything()
    def __getattr__(self, name): return Anything()
    def __call__(self, *args, **kwargs): return Anything()
    def __array__(self, *args, **kwargs): return np.zeros(3)
    def __array_ufunc__(self, *args, **kwargs): return True
    def __array_function__(self, *args, **kwargs): return True
    def __float__(self): return 0.0
    __int__ = __index__ = lambda self: 0
'''

ATTACKS: dict[str, str] = {
    # ---------------------------------------------------------------- fooling the comparison
    "an object that equals everything": f'''{ANYTHING}
def train_perceptron(x, t, lr, epochs):
    return Anything()
''',
    "a pair of objects that equal everything": f'''{ANYTHING}
def train_perceptron(x, t, lr, epochs):
    return Anything(), Anything()
''',
    "arrays of objects that equal everything": f'''{ANYTHING}
def train_perceptron(x, t, lr, epochs):
    return np.array([Anything() for _ in x[0]], dtype=object), np.array(Anything(), dtype=object)
''',
    "empty arrays of very many rows": '''
def train_perceptron(x, t, lr, epochs):
    return np.empty((2**26, 2**26, 0)), np.empty((2**26, 0))
''',
    "an array subclass that compares as it likes": '''
class Agreeable(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __sub__(self, other): return np.zeros(self.shape)
    __rsub__ = __sub__
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return np.zeros(self.shape)

def train_perceptron(x, t, lr, epochs):
    return np.full(len(x[0]), 1e9).view(Agreeable), np.array(1e9).view(Agreeable)
''',
    "a masked array with everything masked": '''
def train_perceptron(x, t, lr, epochs):
    return np.ma.masked_all(len(x[0])), np.ma.masked
''',
    "a tuple subclass with methods of its own": '''
class Pair(tuple):
    def __len__(self): return 2
    def __eq__(self, other): return True
    def __iter__(self): return iter((self, self))

def train_perceptron(x, t, lr, epochs):
    return Pair((1, 2))
''',
    "not a number": '''
def train_perceptron(x, t, lr, epochs):
    return np.full(len(x[0]), np.nan), np.nan
''',
    "infinity": '''
def train_perceptron(x, t, lr, epochs):
    return np.full(len(x[0]), np.inf), np.inf
''',
    "strings of numbers": '''
def train_perceptron(x, t, lr, epochs):
    return ["0.0"] * len(x[0]), "0.0"
''',
    "a class that says it is an array": '''
class Liar:
    @property
    def __class__(self): return np.ndarray
    dtype, shape, ndim = np.dtype(float), (3,), 1

def train_perceptron(x, t, lr, epochs):
    return Liar(), Liar()
''',
    "numpy's and the builtins' comparisons patched": '''
import builtins, numpy.testing
yes = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
np.allclose = np.isclose = np.array_equal = np.all = np.any = yes
builtins.all = builtins.any = yes

def train_perceptron(x, t, lr, epochs):
    return np.full(len(x[0]), 7.0), 7.0
''',
    "a pickle that runs code where it is read": '''
class Bomb:
    def __reduce__(self): return (__import__("os").system, ("touch dlfs-was-here",))

import pickle
def train_perceptron(x, t, lr, epochs):
    return pickle.dumps(Bomb()), Bomb()
''',
    # ---------------------------------------------------------------- nbgrader's own holes
    "IPython's display hook asked for full marks": '''
import sys, types
shell = types.SimpleNamespace(displayhook=print, ast_transformers=[], user_ns={})
get_ipython = lambda: shell
sys.displayhook(4.0)
print(4.0)
4.0

def train_perceptron(x, t, lr, epochs):
    get_ipython().displayhook(4.0)
    print("4.0"); sys.stdout.write("4.0\\n"); sys.__stdout__.write("4.0\\n")
    return 4.0
''',
    "asserts dropped from everything compiled from now on": '''
import ast, builtins
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
compile_before = builtins.compile
def without_asserts(source, *args, **kwargs):
    tree = source if isinstance(source, ast.AST) else compile_before(source, "x", "exec", ast.PyCF_ONLY_AST)
    return compile_before(ast.fix_missing_locations(NoAsserts().visit(tree)), *args, **kwargs)
builtins.compile = without_asserts
try:
    get_ipython().ast_transformers.append(NoAsserts())
except NameError:
    pass

def train_perceptron(x, t, lr, epochs):
    return None
''',
    "the check cell's name taken": '''
def check(*args): return 4.0
def chapter_check(*args): return check
__name__ = "__main__"

def train_perceptron(x, t, lr, epochs):
    return check()
''',
    "the gradebook written to": '''
import sqlite3
def train_perceptron(x, t, lr, epochs):
    for place in ("gradebook.db", "ROOT/gradebook.db"):
        try:
            with sqlite3.connect(place) as book:
                book.execute("CREATE TABLE grade (auto_score)")
        except Exception:
            pass
    return None
''',
    # ---------------------------------------------------------------- stealing the answer
    "the solutions read from where they lie": f'''{THIEF}
def train_perceptron(x, t, lr, epochs):
    for folder in ("ROOT", ".", "..", os.getcwd(), os.path.expanduser("~")):
        for name in ("solutions/{CHAPTER}.py", "assignments/source/{CHAPTER}.ipynb"):
            try:
                answer = stolen(open(os.path.join(folder, name)).read())
            except (OSError, SyntaxError):
                continue
            return answer(x, t, lr, epochs)
''',
    "every file of the room searched for the answer": f'''{THIEF}
def found():
    for folder, _, names in os.walk("/"):
        if folder.startswith(("/usr/lib", sys.base_prefix)):
            continue
        for name in names:
            try:
                text = open(os.path.join(folder, name), encoding="utf-8", errors="replace").read()
                if "def train_perceptron" in text:
                    return stolen(text)
            except (OSError, SyntaxError):
                pass

def train_perceptron(x, t, lr, epochs):
    return found()(x, t, lr, epochs)
''',
    "the solutions, graders and grading imported": f'''{THIEF}
import importlib
sys.path[:0] = ["ROOT", "ROOT/.venv/lib/python3.11/site-packages", "."]
def train_perceptron(x, t, lr, epochs):
    for name in ("solutions.{CHAPTER}", "autograder.earlier.{CHAPTER}", "{CHAPTER}",
                 "autograder.graders.hidden.test_{CHAPTER}", "autograder.grading.grader",
                 "autograder.course.chapters"):
        try:
            module = importlib.import_module(name)
            return module.{EXERCISE}(x, t, lr, epochs)
        except (ImportError, AttributeError):
            pass
''',
    "memory searched for the answer while it is judged": f'''{THIEF}
own = None
def candidates():
    codes = [o for o in gc.get_objects() if isinstance(o, (bytes, str))]
    for thing in gc.get_objects() + gc.get_referrers(np) + codes:
        if isinstance(thing, types.FunctionType) and thing.__name__ == "{EXERCISE}" and thing is not own:
            yield thing
        if isinstance(thing, types.CodeType) and thing.co_name == "{EXERCISE}" and thing is not own.__code__:
            yield types.FunctionType(thing, globals())
    for module in list(sys.modules.values()):
        answer = getattr(module, "{EXERCISE}", None)
        if isinstance(answer, types.FunctionType) and answer is not own:
            yield answer
    for finder in sys.meta_path:
        for code in getattr(finder, "earlier", {{}}).values():
            yield stolen(marshal.loads(code))

def train_perceptron(x, t, lr, epochs):
    for answer in candidates():
        return answer(x, t, lr, epochs)
own = train_perceptron
''',
    "the frames below searched for an expected value": '''
import sys
def train_perceptron(x, t, lr, epochs):
    frame = sys._getframe()
    while frame is not None:
        for name, value in frame.f_locals.items():
            if name in ("expected", "want", "reference", "answer"):
                return value
        frame = frame.f_back
''',
    "arguments kept and given back later": '''
kept = []
def train_perceptron(*args):
    kept.extend(args)
    arrays = [a for a in kept if isinstance(a, np.ndarray)]
    return arrays[-1], kept[0]
''',
    "the grader's inputs set to zero so that zero is right": '''
def train_perceptron(x, t, lr, epochs):
    zeros = np.zeros(len(x[0]))
    x *= 0
    t *= 0
    x.setflags(write=True)
    x.fill(0)
    return zeros, 0.0
''',
    # ---------------------------------------------------------------- talking to the grader directly
    "an answer sent before the answer": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say(ok([[0.0] * len(x[0]), 0.0]))
    return None
''',
    "answers sent in advance, while the file is loaded": f'''{FORGER}
for _ in range(50):
    say(ok(True))

def train_perceptron(x, t, lr, epochs):
    return True
''',
    "a frame of four gigabytes announced": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    os.write(3, struct.pack("<II", 2**32 - 1, 2**32 - 1))
    return None
''',
    "a frame that is not msgpack": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say(bytes(range(128, 256)) * 8)
''',
    "half a frame and then nothing": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    os.write(3, struct.pack("<II", 100, 0) + b"half")
    while True: pass
''',
    "a frame in drops, one byte a moment": f'''{FORGER}
import time
def train_perceptron(x, t, lr, epochs):
    for byte in struct.pack("<II", 1 << 19, 0) + b"\\x93" * (1 << 19):
        os.write(3, bytes([byte]))
        time.sleep(0.01)
''',
    "a dict whose keys all collide": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    prime, count = 2**61 - 1, 60_000
    keys = [(prime * k).to_bytes(11, "little") for k in range(1, count + 1)]
    keys = [msgpack.packb(msgpack.ExtType(5, key)) for key in keys]
    say(b"\\x93\\xa2ok\\xdf" + count.to_bytes(4, "big") + b"\\xc0".join(keys) + b"\\xc0\\xc0")
    while True: pass
''',
    "lists within lists that claim a million elements each": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say((b"\\xdd" + (1 << 19).to_bytes(4, "big")) * 1000 + b"\\xc0" * (1 << 19))
    while True: pass
''',
    "a call of a grader's function that does not exist": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say(msgpack.packb(["callback", 10**6, msgpack.ExtType(3, msgpack.packb([])), {{}}]))
    say(msgpack.packb(["callback", "os.system", ["id"], None]))
    while True: pass
''',
    "an error of a class that the report knows": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say(msgpack.packb(["error", ["MissingName"], "full marks " + repr(x), "line 1"]))
    while True: pass
''',
    "a cell said to be stuck": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    say(msgpack.packb(["stuck", 1]))
    while True: pass
''',
    "handles to objects that are not there": f'''{FORGER}
def train_perceptron(x, t, lr, epochs):
    handle = msgpack.ExtType(6, msgpack.packb([2**63, "\\x1b[2Jndarray", True]))
    say(msgpack.packb(["ok", [handle, handle], None]))
    while True: pass
''',
    "the connection closed": '''
import os
def train_perceptron(x, t, lr, epochs):
    os.close(3)
    while True: pass
''',
    # ---------------------------------------------------------------- tampering with the child's own program
    "the encoder replaced": '''
import autograder.sandbox.wire as wire, autograder.sandbox.child as child
wire.Encoder.frame = child.Encoder.frame = lambda self, message: b"\\x00" * 8
''',
    "the server's answers replaced": '''
import gc, autograder.sandbox.child as child
for server in [o for o in gc.get_objects() if isinstance(o, child.Server)]:
    send = server.send
    server.call = lambda *args: (True, None)
    server.actions = {name: (lambda *args: (1.0, (1.0,))) for name in server.actions}
    server.send = lambda *message: send("ok", 1.0, None)

def train_perceptron(x, t, lr, epochs):
    return 1.0
''',
    "modules replaced by yes-men": f'''{ANYTHING}
import sys
for name in [n for n in sys.modules if n.startswith(("autograder", "numpy.testing", "pytest", "msgpack"))]:
    sys.modules[name] = Anything()

def train_perceptron(x, t, lr, epochs):
    return Anything()
''',
    "the builtins replaced": '''
import builtins
def train_perceptron(x, t, lr, epochs):
    for name in ("print", "len", "isinstance", "type", "getattr", "__import__", "list", "dict", "tuple"):
        setattr(builtins, name, lambda *args, **kwargs: 1)
    return None
''',
    "traces, profiles, exit handlers and collectors set": '''
import atexit, gc, os, signal, sys, threading
def hook(*args):
    os.write(3, b"\\x00" * 64)
    return hook
class Undertaker:
    def __del__(self): os.write(3, b"\\x00" * 64)

def train_perceptron(x, t, lr, epochs):
    atexit.register(hook); gc.callbacks.append(hook)
    sys.settrace(hook); sys.setprofile(hook); threading.settrace(hook)
    sys.excepthook = sys.unraisablehook = sys.displayhook = hook
    for number in range(1, 32):
        try: signal.signal(number, hook)
        except (OSError, ValueError): pass
    Undertaker(); gc.collect()
    return None
''',
    # ---------------------------------------------------------------- endings
    "the process ended": '''
import os
def train_perceptron(x, t, lr, epochs):
    os._exit(0)
''',
    "the process ended while the file is loaded": '''
import os
os._exit(0)
''',
    "SystemExit": '''
raise SystemExit(0)
def train_perceptron(x, t, lr, epochs):
    raise SystemExit(0)
''',
    "KeyboardInterrupt": '''
def train_perceptron(x, t, lr, epochs):
    raise KeyboardInterrupt
''',
    "Python crashed by a null pointer": '''
import ctypes
def train_perceptron(x, t, lr, epochs):
    return ctypes.string_at(0)
''',
    "abort": '''
import ctypes
def train_perceptron(x, t, lr, epochs):
    ctypes.CDLL(None).abort()
''',
    "an exception that cannot be told": '''
class Meta(type):
    @property
    def __mro__(cls): raise RuntimeError
    def __getattribute__(cls, name): raise RuntimeError
class Untold(Exception, metaclass=Meta):
    def __str__(self): raise Untold
    __repr__ = __str__

def train_perceptron(x, t, lr, epochs):
    raise Untold
''',
    "an exception that takes for ever to be told": '''
class Slow(Exception):
    def __str__(self):
        while True: pass

def train_perceptron(x, t, lr, epochs):
    raise Slow
''',
    "an exception of a hundred megabytes": '''
def train_perceptron(x, t, lr, epochs):
    raise ValueError("a" * 10**8)
''',
    # ---------------------------------------------------------------- using everything up
    "an endless loop": '''
def train_perceptron(x, t, lr, epochs):
    while True: pass
''',
    "an endless loop that survives every interruption, while the file is loaded": '''
while True:
    try:
        while True: pass
    except BaseException:
        continue
''',
    "a sleep for ever, while the file is loaded": '''
import time
time.sleep(10**6)
def train_perceptron(x, t, lr, epochs):
    time.sleep(10**6)
''',
    "an endless call into C": '''
def train_perceptron(x, t, lr, epochs):
    return 10**(10**9)
''',
    "memory until there is none": '''
def train_perceptron(x, t, lr, epochs):
    kept = []
    while True: kept.append(np.ones(1 << 20))
''',
    "a recursion without end": '''
import sys
sys.setrecursionlimit(10**9)
def train_perceptron(x, t, lr, epochs):
    return train_perceptron(x, t, lr, epochs) or train_perceptron(x, t, lr, epochs)
''',
    "output without end": '''
import os, sys
def train_perceptron(x, t, lr, epochs):
    while True:
        try:
            print("x" * 10**6); os.write(1, b"x" * 65536); os.write(2, b"forged last words\\n" * 1000)
        except BaseException:
            pass
''',
    "processes without end": '''
import os
def train_perceptron(x, t, lr, epochs):
    while True:
        try: os.fork()
        except OSError: pass
''',
    "the largest answers that are allowed, again and again": '''
def train_perceptron(x, t, lr, epochs):
    return np.zeros((64 << 20) // 8), 0.0
''',
    "an integer of a million digits": '''
def train_perceptron(x, t, lr, epochs):
    return [1 << 10**6] * len(x[0]), 1 << 4000
''',
    "an answer nested a thousand deep": '''
def train_perceptron(x, t, lr, epochs):
    answer = 0.0
    for _ in range(1000): answer = [answer]
    return answer, answer
''',
    "tuples nested a thousand deep": '''
def train_perceptron(x, t, lr, epochs):
    answer = 0.0
    for _ in range(1000): answer = (answer, answer)
    return answer
''',
    "a list that holds itself": '''
def train_perceptron(x, t, lr, epochs):
    answer = []
    answer.append(answer)
    return answer, {"self": answer}
''',
    "a dict of a million entries": '''
def train_perceptron(x, t, lr, epochs):
    return dict.fromkeys(range(10**6)), {(1, 2): 3}
''',
    "a list of ten thousand arrays": '''
def train_perceptron(x, t, lr, epochs):
    return [np.zeros(1)] * 10_000, [[[0.0]], 0.0]
''',
    "objects by the hundred thousand": '''
def train_perceptron(x, t, lr, epochs):
    return [object() for _ in range(100_000)], object()
''',
}  # fmt: skip


@pytest.mark.parametrize("answer", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_earns_nothing_and_the_next_submission_never_knows(answer: str, attacked: Attacked) -> None:
    report = attacked.grade({EXERCISE: answer})
    assert result_of(report).points == 0, result_of(report)


def test_every_way_out_of_the_room_tried_in_turn_harms_nobody(attacked: Attacked) -> None:
    answer = f"{everything()}\ndef train_perceptron(x, t, lr, epochs):\n    attempt_all()\n"
    report = attacked.grade({EXERCISE: answer})
    assert result_of(report).points == 0
    assert report.points == FULL - result_of(report).max_points


def test_nothing_is_kept_of_the_values_that_a_check_failed_on(attacked: Attacked) -> None:
    """An answer may be 64 MB, and every failed check of a submission is remembered until its report."""
    student = LocalStudent({"AND": lambda *_: np.ones(1 << 20), "NAND": lambda *_: 1 / 0})
    judge = attacked.grader.judge_for(CHAPTER)
    checks = judge.checks_of("AND") + judge.checks_of("NAND")
    outcomes = judge.run(checks, lambda: student, 0)
    assert len(outcomes) == len(checks)
    for outcome in outcomes:
        assert outcome.error is not None
        assert outcome.error.__traceback__ is None
        assert outcome.error.__cause__ is outcome.error.__context__ is None
        assert getattr(outcome.error, "got", None) is None


# ------------------------------------------------------------------------------ right, with a lot of fuss

FUSS: dict[str, str] = {
    "floating-point errors made exceptions": "np.seterr(all='raise')",
    "warnings made errors": "import warnings; warnings.simplefilter('error')",
    "random numbers seeded": "import random; random.seed(1); np.random.seed(2)",
    "a low recursion limit": "import sys; sys.setrecursionlimit(150)",
    "no garbage collection": "import gc; gc.disable(); gc.set_threshold(1)",
    "no output": "import sys; sys.stdout = sys.stderr = sys.__stdout__ = None",
    "a closed output": "import sys; sys.stdout.close(); sys.stderr.close()",
    "arrays printed as dots": "np.set_printoptions(threshold=0, formatter={'all': lambda x: '.'})",
    "an empty environment": "import os; os.environ.clear()",
    "signals ignored": "import signal; signal.signal(14, signal.SIG_IGN); signal.signal(26, signal.SIG_IGN)",
    "modules thrown away": "import sys; [sys.modules.pop(n) for n in list(sys.modules) if n != 'builtins']",
    "comparisons patched": "np.allclose = np.array_equal = np.testing.assert_allclose = lambda *a, **k: True",
    "its own name taken": "__name__ = '__main__'; __file__ = '/etc/passwd'",
    "stop signs for the loader": "class CellTimeout(BaseException): pass\nraise CellTimeout('over')",
    "the file's names deleted": "del np; import numpy as np",
    "much printed": "print('x' * 900_000)",
}


@pytest.mark.parametrize("fuss", FUSS.values(), ids=FUSS)
def test_a_right_answer_with_fuss_around_it_earns_everything(fuss: str, attacked: Attacked) -> None:
    report = attacked.grade({EXERCISE: f"{RIGHT}\n{fuss}\n"})
    assert report.points == FULL, messages(report)


# ------------------------------------------------------------------------------ through grader's functions

CALLING_BACK: dict[str, str] = {
    "the grader's function called without end": """
def accuracy(network, x, t, batch_size=100):
    while True: predict(network, x)
""",
    "the grader's function called with everything but arrays": """
def accuracy(network, x, t, batch_size=100):
    class Odd:
        shape = property(lambda self: 1 / 0)
    for odd in (None, object(), Odd(), predict, "x", {}, [[]], np.array([]), 10**1000, [predict], 1j):
        try: predict(odd, odd)
        except Exception: pass
        try: predict(network=odd, **{"_": odd})
        except Exception: pass
    return predict
""",
    "the grader's function kept for later": """
kept = []
def accuracy(network, x, t, batch_size=100):
    kept.append(predict)
    return float(np.mean([np.mean(np.argmax(np.asarray(f(network, x)), axis=1) == 7) for f in kept]))
""",
    "the grader reached for through its function": """
def accuracy(network, x, t, batch_size=100):
    found = []
    for cell in predict.__closure__ or ():
        thing = cell.cell_contents
        found.append(getattr(thing, "expected", getattr(thing, "callbacks", None)))
    globals_ = predict.__globals__
    return globals_.get("expected", globals_.get("hits", found))
""",
    "the grader's function answered by oneself": """
import os, struct, msgpack
def accuracy(network, x, t, batch_size=100):
    nothing = msgpack.packb([])
    head = msgpack.packb(["callback", 1, msgpack.ExtType(3, nothing), {}])
    os.write(3, struct.pack("<II", len(head), 0) + head)
    return os.read(3, 1 << 16) and None
""",
    "the grader's function fed the largest arrays": """
def accuracy(network, x, t, batch_size=100):
    while True: predict(network, np.zeros((1 << 10, 1 << 12)))
""",
    "the input of the grader's function changed under its hands": """
def accuracy(network, x, t, batch_size=100):
    x[...], t[...] = 0, 0
    predict(network, x)
    return 1.0
""",
}  # fmt: skip


@pytest.mark.parametrize("answer", CALLING_BACK.values(), ids=CALLING_BACK)
def test_an_attack_through_a_graders_function_earns_nothing(answer: str, attacked: Attacked) -> None:
    report = attacked.grade({"accuracy": answer}, NETWORKS)
    assert result_of(report, "accuracy").points == 0, result_of(report, "accuracy")


# ------------------------------------------------------------------------------ through references beneath

SEEKER = f"""{THIEF}
def sought(name, own):
    things = [vars(m).get(name) for m in list(sys.modules.values()) if isinstance(m, types.ModuleType)]
    for thing in [*things, *gc.get_objects()]:
        if isinstance(thing, types.FunctionType) and thing.__name__ == name and thing is not own:
            return thing
"""
WRONG_AND = "def AND(x1, x2):\n    return 7\n"
XOR_OF_ANOTHER = f"""{SEEKER}
def XOR(x1, x2):
    return (sought("XOR", mine) or OR)(x1, x2)
mine = XOR
"""
JUST_OR = "def XOR(x1, x2):\n    return OR(OR(x1, x2), OR(x1, x2))\n"


def test_a_reference_beneath_one_exercise_does_not_answer_for_another(attacked: Attacked) -> None:
    """half_adder is judged again over the reference XOR; that must not help XOR itself."""
    report = attacked.grade({"AND": WRONG_AND, "XOR": XOR_OF_ANOTHER})
    honest = attacked.grade({"AND": WRONG_AND, "XOR": JUST_OR})
    assert result_of(report, "half_adder").carried_forward
    assert result_of(report, "XOR").points == result_of(honest, "XOR").points
    assert result_of(honest, "XOR").points < result_of(honest, "XOR").max_points


# ------------------------------------------------------------------------------ saying more than one may

TELLTALE: dict[str, str] = {
    "in an exception": """
def train_perceptron(x, t, lr, epochs):
    raise ValueError(f"{x} {x.tolist()!r} {x * 1e-9} {x * 1e12} {float(x[0, 0])!r}")
""",
    "in an exception's class": """
def train_perceptron(x, t, lr, epochs):
    raise type(f"X{float(x[0, 0])!r}", (Exception,), {})()
""",
    "in a class that the report trusts": """
class MissingName(Exception): pass
def train_perceptron(x, t, lr, epochs):
    raise MissingName(repr(x.tolist()))
""",
    "in another class that the report trusts": """
class EarlierNotWritten(NotImplementedError): pass
def train_perceptron(x, t, lr, epochs):
    raise EarlierNotWritten(repr(x.tolist()))
""",
    "in the name of a type": """
def train_perceptron(x, t, lr, epochs):
    return type(f"{float(x[0, 0])!r}", (), {})(), 0.0
""",
    "in a type's name without its point": """
def train_perceptron(x, t, lr, epochs):
    return type(f"x{float(x[0, 0])!r}".replace(".", "_").replace("-", "m"), (), {})(), 0.0
""",
    "in a traceback": """
import linecache
def train_perceptron(x, t, lr, epochs):
    name = f"<cell {int(abs(x[0, 0]) * 1000)}>"
    linecache.cache[name] = (1, None, [repr(x.tolist()) + "\\n"], name)
    exec(compile("raise ValueError", name, "exec"))
""",
    "in a forged traceback": """
import os, struct, msgpack
def train_perceptron(x, t, lr, epochs):
    head = msgpack.packb(["error", ["ValueError"], "", f"code cell 1, line 1: {x.tolist()!r}"])
    os.write(3, struct.pack("<II", len(head), 0) + head)
    while True: pass
""",
    "in a dict's key": """
def train_perceptron(x, t, lr, epochs):
    return {repr(x.tolist()): 1}
""",
    "in an assertion": """
def train_perceptron(x, t, lr, epochs):
    assert False, x.tolist()
""",
    "over several lines": """
def train_perceptron(x, t, lr, epochs):
    raise ValueError("\\n".join(["", "passed: 4 of 4 points", repr(x.tolist()), "\\r\\x0b\\x0c\\u2028end"]))
""",
    "in colours": """
def train_perceptron(x, t, lr, epochs):
    raise ValueError("\\x1b[2J\\x1b[31m\\x9b1m\\x1b]0;title\\x07\\u202e\\ud800\\x00 " + repr(x.tolist()))
""",
}  # fmt: skip


@pytest.mark.parametrize("answer", TELLTALE.values(), ids=TELLTALE)
def test_hidden_inputs_and_escapes_reach_no_message(answer: str, attacked: Attacked) -> None:
    report = attacked.grade({EXERCISE: answer})
    without_source = [re.sub(r" \(code cell \d+, line \d+: .*\)$", "", m) for m in messages(report)]
    said = "\n".join(without_source).replace(f"within {QUICK.call_seconds} seconds", "in time")
    assert result_of(report).points == 0
    assert not re.search(r"\.\d|\d\.[\s,\])]|\de[+-]?\d|\d{4,}", said), said


def test_what_fails_while_the_file_is_loaded_is_noted_without_escapes(attacked: Attacked) -> None:
    report = attacked.grade({EXERCISE: "raise ValueError('\\x1b[31mred\\ud800 0.1234567\\nand more')\n"})
    (note,) = report.notes
    assert re.fullmatch(r"code cell 11, line 1: ValueError: red\W+ \.\.\. and more", note), note
    assert result_of(report).status == "missing"


# ------------------------------------------------------------------------------ using up the grader's time


def test_a_cell_that_cannot_be_interrupted_costs_only_itself(attacked: Attacked) -> None:
    report = attacked.grade({EXERCISE: STUBBORN})
    assert report.points == FULL - result_of(report).max_points
    assert result_of(report).status == "missing"
    (note,) = report.notes
    assert note.startswith("code cell 11 ran too long while the file was loaded")
