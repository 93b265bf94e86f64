"""A new exercise and a new chapter, added to a copy of the course as `docs/author.md` says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NET, NEW = "ch03_neural_network", "ch09_recurrent_networks"
BLOCK = re.compile(r"`((?:solutions|autograder|tests)/[\w/]+\.py)`\n\n```python\n(.*?)```", re.DOTALL)
PARTS = ("autograder", "dataset", "solutions", "assignments", "tests/alternatives", "nbgrader_config.py")


def blocks(page: Path) -> list[tuple[str, str]]:
    """The files of a page and what is added to each."""
    return [(match[1], match[2]) for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def copy_of_the_course(folder: Path) -> Path:
    left_out = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=left_out)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_course(tmp_path_factory.mktemp("course"))


def dlfs(course: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "from autograder.commands.main import main; main(prog_name='dlfs')"
    environment = os.environ | {"PYTHONPATH": str(course), "COLUMNS": "100"}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=course, env=environment, text=True, capture_output=True, check=False)


def add(course: Path, file: str, lines: str) -> None:
    path = course / file
    before = path.read_text(encoding="utf-8").rstrip() + "\n\n\n" if path.is_file() else ""
    path.write_text(before + lines, encoding="utf-8")


def python(course: Path, code: str) -> str:
    """What a program says that uses the copy."""
    environment = os.environ | {"PYTHONPATH": str(course)}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=course, env=environment, text=True, capture_output=True, check=True
    )
    return ended.stdout


JUDGE_THE_BANKS = """
import sys
from autograder.grading.grader import Grader
from autograder.course.chapters import load_chapter
from autograder.mistakes import load_mistakes
from autograder.mistakes.alternatives import load_alternatives

chapter, exercises = sys.argv[1], sys.argv[2:]
with Grader() as grader:
    for bank in (load_mistakes(chapter), load_alternatives(chapter)):
        for answer in bank:
            if answer.exercise in exercises:
                cells = load_chapter(chapter).cells_with({answer.exercise: answer.code})
                result, _ = grader.judge(cells, chapter, answer.exercise)
                print(answer, result.points, result.diagnosis.name if result.diagnosis else "", sep="|")
"""


def verdicts(course: Path, chapter: str, *exercises: str) -> list[list[str]]:
    code = f"import sys; sys.argv[1:] = {[chapter, *exercises]!r}\n{JUDGE_THE_BANKS}"
    return [line.split("|") for line in python(course, code).splitlines()]


def test_a_new_exercise_is_refused_until_the_last_of_its_places_is_filled(course: Path) -> None:
    steps = blocks(ROOT / "docs" / "author.md")
    assert len(steps) == 6
    for (file, lines), (missing, _) in pairwise(steps):
        add(course, file, lines)
        refused = dlfs(course, "release", NET)
        assert refused.returncode == 2, refused.stderr
        assert refused.stderr.startswith(f"Error: {missing}: leaky_relu has "), refused.stderr
        assert "; add:\n" in refused.stderr
    add(course, *steps[-1])
    released = dlfs(course, "release", NET)
    assert released.returncode == 0, released.stderr
    assert 'check(\\"leaky_relu\\")' in (course / "assignments" / NET / f"{NET}.ipynb").read_text("utf-8")
    times = json.loads((course / "autograder/graders/public/times.json").read_text(encoding="utf-8"))
    assert times[NET]["leaky_relu"] > 0
    assert (
        times["ch04_learning"]
        == json.loads((ROOT / "autograder/graders/public/times.json").read_text())["ch04_learning"]
    )
    graded = dlfs(course, "grade", f"solutions/{NET}.py", "--json")
    report = json.loads(graded.stdout)
    assert report["points"] == report["max_points"]
    assert "leaky_relu" in [e["name"] for e in report["exercises"]]
    said = verdicts(course, NET, "leaky_relu")
    assert [points == "1.0" for _, points, _ in said] == [False] * 4 + [True]
    assert all(name == mistake.partition(": ")[2] for mistake, _, name in said[:4])


def test_a_whole_new_chapter_is_released_checked_and_graded(course: Path) -> None:
    for file, lines in blocks(Path(__file__).with_name("chapter9.md")):
        add(course, file, lines)
    source = course / "solutions" / f"{NEW}.py"
    whole = source.read_text(encoding="utf-8")
    source.write_text(whole.replace(f'check = chapter_check("{NEW}")\n', ""), encoding="utf-8")
    assert f"solutions/{NEW}.py: {NEW} has no `check`" in dlfs(course, "release", NEW).stderr
    source.write_text(whole, encoding="utf-8")
    released = dlfs(course, "release", NEW)
    assert released.returncode == 0, released.stderr
    mine = dlfs(course, "start", "mine")
    assert mine.returncode == 0, mine.stderr
    report = json.loads(dlfs(course, "grade", f"solutions/{NEW}.py", "--json").stdout)
    assert (report["points"], report["max_points"]) == (4.0, 4)
    said = verdicts(course, NEW, "rnn_step", "gated_step")
    assert [points == "2.0" for _, points, _ in said] == [False] * 8 + [True] * 2


GATES = "ch02_perceptron"
SOURCE, BANK = f"solutions/{GATES}.py", f"autograder/mistakes/{GATES}.py"
HIDDEN, PUBLIC = (f"autograder/graders/{kind}/test_{GATES}.py" for kind in ("hidden", "public"))
BY_HAND, OTHERS = f"autograder/graders/byhand/{GATES}.py", f"tests/alternatives/{GATES}.py"
CLASS = '@exercise("NOR")\nclass TestNOR:\n'
SLIPS = {
    # The slip: the file, what is written there, what somebody writes instead, what is said of it.
    "an unclosed region": (SOURCE, "    ### END SOLUTION\n", "", "### BEGIN SOLUTION is never closed"),
    "a region never opened": (SOURCE, "    ### BEGIN SOLUTION\n", "", "### END SOLUTION without"),
    "no region": (SOURCE, "### BEGIN SOLUTION\n", "### BEGIN SOLUTON\n", "### END SOLUTION without"),
    "a region of a class": (
        SOURCE,
        '\n# %% exercise="AND"',
        '\n# %%\nclass A:\n    def f(self):\n        pass\n    ### BEGIN SOLUTION\n\n# %% exercise="AND"',
        "### BEGIN SOLUTION is outside a function; put it inside each method",
    ),
    "a syntax error": (SOURCE, "    return 1 if", "    return 1 if if", "invalid syntax: return 1 if if"),
    "a tab": (SOURCE, "    ### BEGIN SOLUTION\n", "    ### BEGIN SOLUTION\n\tx = 1\n", "tabs and spaces"),
    "points in words": (SOURCE, "points=1", "points=one", "quotes are missing in this marker"),
    "half a point": (SOURCE, "points=1", "points=0.5", "exercise AND needs whole points"),
    "points that are no number": (SOURCE, "points=1", 'points="²"', "exercise AND needs whole points"),
    "a name twice": (SOURCE, 'exercise="NOR"', 'exercise="XOR"', "two exercises are called XOR"),
    "an unknown need": (SOURCE, "points=1", 'points=1 needs="ANDD"', "AND needs ANDD: no such exercise"),
    "a marker misspelt": (SOURCE, 'exercise="AND"', 'excercise="AND"', "'excercise' in a marker is not"),
    "an option misspelt": (SOURCE, "points=1", "point=1", "'point' in a marker is not understood"),
    "a marker unclosed": (SOURCE, '"AND" points', '"AND points', "no closing quotation in this marker"),
    "a marker of one %": (SOURCE, '# %% exercise="AND"', '# % exercise="AND"', "a marker begins with `# %%`"),
    "a marker without quotes": (SOURCE, 'exercise="AND"', "exercise=AND", 'write exercise="AND"'),
    "a name that is none": (SOURCE, 'exercise="AND"', 'exercise="A-ND"', "is called like a function"),
    "a failing import": (SOURCE, "\nimport numpy", "\nimport nunpy\nimport numpy", "No module named 'nunpy'"),
    "a bank's marker misspelt": (BANK, ' exercise="NOR"', ' excercise="NOR"', "'excercise' in a marker"),
    "a mistake of no exercise": (BANK, 'exercise="NOR"', 'exercise="NORR"', "has no exercise NORR; it has"),
    "a check that is not there": (BANK, 'fails="test_', 'fails="test_no_', "no such hidden check; there are"),
    "a mistake that fits nowhere": (BANK, "\n# -  ", "\n# -  x", "stands 0 times in the reference answer"),
    "a mistake that is no Python": (BANK, "\n# +  ", "\n# +  if if", "the answer is no Python"),
    "another way, no Python": (OTHERS, "    return ", "    return return ", "invalid syntax: return return"),
    "by hand, no Python": (BY_HAND, '"NOR": by', '"NOR":: by', "invalid syntax"),
    "by hand, an unknown input": (BY_HAND, '"NOT(x)", x=BIT', '"NOT(x)", x=BITS', "NameError: name 'BITS'"),
    "by hand, never answered": (BY_HAND, '"NOT(x)"', '"NOT(y)"', "NOT never answers: NameError: name 'y'"),
    "by hand, no exercise": (
        BY_HAND,
        '"NOR": by',
        '"NORR": by_hand("NOR(0, 0)"), "NOR": by',
        "no exercise NORR",
    ),
    "a hidden check, no Python": (HIDDEN, CLASS, f"x = = 1\n{CLASS}", "invalid syntax: x = = 1"),
    "a hidden import": (HIDDEN, CLASS, f"x = y\n{CLASS}", "NameError: name 'y' is not defined"),
    "a class of nobody's": (HIDDEN, CLASS, f"class TestX:\n    pass\n\n\n{CLASS}", "whose checks are these?"),
    "a class that hides another": (HIDDEN, "class TestNOR:", "class TestNOT:", "TestNOT hides the one of"),
    "an unknown fixture": (HIDDEN, "(self, student", "(self, tmp_path, student", "asks for tmp_path"),
    "a right answer that fails": (
        PUBLIC,
        "AND, {(0, 0): 0",
        "AND, {(0, 0): 1",
        "the reference of AND does not pass",
    ),
    "a letter in another code": (HIDDEN, CLASS, f"# caf\udce9\n{CLASS}", "this is not UTF-8"),
}
TRY_THE_SLIPS = """
import functools, gc, json, sys
from pathlib import Path
from autograder.release.assignments import ReleaseError, release
from autograder.course.sources import CourseError

sys.dont_write_bytecode = True
said = {}
for slip, (file, old, new) in json.load(sys.stdin).items():
    path = Path(file)
    data = path.read_bytes()
    text = data.decode().replace("\\r\\n", "\\n")
    if old not in text:
        said[slip] = f"nowhere in the file: {old}"
        continue
    path.write_bytes(text.replace(old, new, 1).encode(errors="surrogateescape"))
    for cached in (o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)):
        cached.cache_clear()
    for name in [n for n in sys.modules if n.startswith(("solutions.", "autograder.graders.byhand."))]:
        del sys.modules[name]
    try:
        release(["ch02_perceptron"], Path.cwd())
        said[slip] = "released"
    except (CourseError, ReleaseError) as error:
        said[slip] = str(error)
    except BaseException as error:
        said[slip] = f"a traceback: {error!r}"
    path.write_bytes(data)
json.dump(said, sys.stdout)
"""


@pytest.fixture(scope="module")
def said_of_slips(course: Path) -> dict[str, str]:
    wanted = json.dumps({slip: how[:3] for slip, how in SLIPS.items()})
    environment = os.environ | {"PYTHONPATH": str(course)}
    command = [sys.executable, "-B", "-c", TRY_THE_SLIPS]
    ended = subprocess.run(
        command, cwd=course, env=environment, input=wanted, text=True, capture_output=True, check=True
    )
    said: dict[str, str] = json.loads(ended.stdout)
    return said


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_an_author_is_one_sentence_with_file_and_line(
    slip: str, said_of_slips: dict[str, str]
) -> None:
    file, _, _, expected = SLIPS[slip]
    said = said_of_slips[slip]
    assert "\n" not in said
    assert re.match(rf"{re.escape(file)}, line \d+: ", said), said
    assert expected in said


def test_a_refusal_ends_the_command_with_one_line(course: Path) -> None:
    path = course / SOURCE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    ### END SOLUTION\n", "", 1), encoding="utf-8")
    answers = [dlfs(course, *words) for words in (["release", GATES], ["audit", GATES])]
    path.write_text(text, encoding="utf-8")
    for refused in answers:
        assert refused.returncode == 2
        assert len(refused.stderr.splitlines()) == 1
        assert refused.stderr.startswith(f"Error: {SOURCE}, line "), refused.stderr


@pytest.mark.parametrize("name", ["ch09_rnn2", "ch09_Rnn", "ch9_rnn", "Ch09_rnn", "chapter09_rnn"])
def test_a_chapter_whose_name_would_be_passed_over_is_refused(name: str, course: Path) -> None:
    path = course / "solutions" / f"{name}.py"
    path.write_text("# %% [markdown]\n# # Chapter 9\n", encoding="utf-8")
    answers = [dlfs(course, *words) for words in (["release"], ["release", name])]
    path.unlink()
    for refused in answers:
        assert refused.returncode == 2
        assert refused.stderr.startswith(f"Error: solutions/{name}.py: a chapter is called ch, two digits")
