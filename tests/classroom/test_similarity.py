"""Alike submissions: copies are found, independent right answers are not, and nobody is accused."""

from __future__ import annotations

import io
import keyword
import random
import re
import tokenize
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Page

from autograder.classroom import similarity
from autograder.classroom.similarity import ALIKE, Likeness, compare_class, own_work
from autograder.commands.main import main
from autograder.course.chapters import chapter_names
from autograder.mistakes.alternatives import load_alternatives
from autograder.percent import percent_cells
from autograder.reports.similar import PAGE, percent, write_page
from autograder.submissions.layout import find_handins
from tests.browser import hard_to_read, shown
from tests.sample_class import fill_notebook, fill_twin, right_answers

CHAPTER = "ch05_backpropagation"
A_CLASS = 20  # ways of writing that a chapter needs to fill a class with independent answers
LOCAL = re.compile(r"^\s+(\w+)\s*=[^=]", re.MULTILINE)
ACCUSING = re.compile(r"plagiar|cheat|guilt|suspect|copied|offen[cd]|dishonest|misconduct", re.IGNORECASE)


def ways(chapter: str) -> dict[str, list[str]]:
    """Every right answer that is known of each exercise: the reference, and the alternatives."""
    known = {name: [source] for name, source in right_answers(chapter).items()}
    for alternative in load_alternatives(chapter):
        known[alternative.exercise].append(alternative.code)
    return known


def renamed(source: str) -> str:
    """The same code with other names of local variables."""
    local = {name for name in LOCAL.findall(source) if not keyword.iskeyword(name)}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    pairs = [(t.type, f"my_{t.string[::-1]}" if t.string in local else t.string) for t in tokens]
    return tokenize.untokenize(pairs)


def hand_in(folder: Path, released: Path, chapter: str, people: Mapping[str, Mapping[str, str]]) -> Path:
    for at, (student, answers) in enumerate(people.items()):
        suffix, fill = (".py", fill_twin) if at % 2 else (".ipynb", fill_notebook)
        text = (released / chapter / f"{chapter}{suffix}").read_text(encoding="utf-8")
        path = folder / student / chapter / f"{chapter}{suffix}"
        path.parent.mkdir(parents=True)
        path.write_text(fill(text, answers), encoding="utf-8")
    return folder


def compared(folder: Path, chapter: str) -> Likeness:
    return compare_class(find_handins([folder], chapter), chapter, lambda done, total: None)


def dlfs(*words: object) -> Result:
    return CliRunner().invoke(main, ["similar", *map(str, words)])


@pytest.mark.parametrize("chapter", [c for c in chapter_names() if len(load_alternatives(c)) >= A_CLASS])
def test_independent_answers_are_not_listed_and_a_renamed_copy_is(chapter, assignments, tmp_path) -> None:
    """One student a way of writing it, several who take ways at random, and one copy with other names."""
    known = ways(chapter)
    people = {
        f"way{n}": {name: answers[n] for name, answers in known.items() if n < len(answers)}
        for n in range(max(map(len, known.values())))
    }
    rng = random.Random(chapter)
    people |= {f"any{n}": {name: rng.choice(answers) for name, answers in known.items()} for n in range(3)}
    people["renamed"] = {name: renamed(source) for name, source in people["way1"].items()}
    likeness = compared(hand_in(tmp_path, assignments, chapter, people), chapter)
    assert [{p.first.student, p.second.student} for p in likeness.pairs] == [{"way1", "renamed"}]
    assert likeness.pairs[0].share >= 0.94
    assert likeness.compared >= 9
    assert likeness.usual < 0.4


@pytest.fixture(scope="module")
def alike(assignments, tmp_path_factory) -> Path:
    """Two who are alike, one who is not, the released file, the same hostile file twice, an empty one."""
    folder = tmp_path_factory.mktemp("class")
    known = ways(CHAPTER)
    second = {name: answers[1] for name, answers in known.items()}
    hostile = "x = '<script>alert(1)</script>' \ud800\n" + "".join(
        f"def f{n}(a):\n    return [a.{c}{n} for a in range({n})] + [{n} * a ** {n}]\n\n"
        for n, c in enumerate("abcdefghijk")
    )
    people = {
        "ada": second,
        "bob": {name: renamed(source) for name, source in second.items()},
        "s01": right_answers(CHAPTER),
        "s02": {},
    }
    hand_in(folder, assignments, CHAPTER, people)
    for student, text in (("s03", hostile), ("s04", ""), ("s05", hostile)):
        path = folder / student / CHAPTER / f"{CHAPTER}.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode("utf-8", "replace"))
    return folder


@pytest.fixture(scope="module")
def told(alike, tmp_path_factory) -> tuple[str, Path]:
    """What `dlfs similar` says of them, and its page."""
    folder = tmp_path_factory.mktemp("page")
    run = dlfs(alike, "--output", folder)
    assert run.exit_code == 0, run.output
    return run.output, folder / PAGE


def test_the_page_shows_pairs_side_by_side_without_the_released_code(told) -> None:
    assert re.search(r"\d+ %  ada, bob\n", told[0])
    page = told[1].read_text(encoding="utf-8")
    assert page.count("<figure>") == 4, "ada and bob, and the two with the very same hostile file"
    assert "<mark>" in page
    assert "raise NotImplementedError" not in page
    for docstring in similarity.released_docstrings(CHAPTER):
        assert docstring.splitlines()[0] not in page


def test_the_page_needs_no_network_and_runs_nothing_of_a_student(told) -> None:
    page = told[1].read_text(encoding="utf-8")
    assert not re.search(r"https?://|<script|<link|<img|@import|url\(|\son\w+=", page)
    assert "&lt;script&gt;" in page


def test_neither_the_page_nor_the_terminal_accuses_anyone(told) -> None:
    page = told[1].read_text(encoding="utf-8")
    assert not ACCUSING.search(page + told[0])
    assert "innocent" in page


def test_who_wrote_too_little_is_told_apart_from_who_is_not_alike(alike) -> None:
    likeness = compared(alike, CHAPTER)
    reasons = dict(reason.split(": ", 1) for reason in likeness.not_compared)
    assert reasons["s02"] == "too little of their own to compare"
    assert "empty" in reasons["s04"]
    assert likeness.compared == 5


def test_what_both_took_from_the_course_s_answers_is_said(assignments, tmp_path) -> None:
    answers = right_answers(CHAPTER)
    people = {"ada": answers, "bob": {name: renamed(source) for name, source in answers.items()}}
    (pair,) = compared(hand_in(tmp_path, assignments, CHAPTER, people), CHAPTER).pairs
    assert pair.known > 0.9
    second = {name: answers[1] for name, answers in ways(CHAPTER).items()}
    people = {"s01": second, "s02": {name: renamed(source) for name, source in second.items()}}
    (pair,) = compared(hand_in(tmp_path / "own", assignments, CHAPTER, people), CHAPTER).pairs
    assert pair.known < 0.5


def test_what_most_of_a_class_wrote_says_nothing_of_two(assignments, tmp_path) -> None:
    """Eleven follow the book to the letter, each with a line of their own."""
    answers = right_answers(CHAPTER)
    name = next(iter(answers))
    own = [f"\n\nown_{n} = [{n}, '{n}', {n}.0]\n" for n in range(11)]
    people = {f"s{n:02}": answers | {name: answers[name] + line} for n, line in enumerate(own)}
    likeness = compared(hand_in(tmp_path, assignments, CHAPTER, people), CHAPTER)
    assert (likeness.pairs, likeness.compared) == ((), 0)


def test_a_student_is_not_compared_with_their_own_other_hand_in(assignments, tmp_path) -> None:
    answers = right_answers(CHAPTER)
    for section in ("monday", "friday"):
        hand_in(tmp_path / section, assignments, CHAPTER, {"ada": answers})
    places = find_handins([tmp_path / "monday", tmp_path / "friday"], CHAPTER)
    assert len(places) == 2
    assert compare_class(places, CHAPTER, lambda done, total: None).pairs == ()


def test_own_work_is_what_differs_from_the_released_code(assignments) -> None:
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    cells = [cell.source for cell in percent_cells(released) if cell.is_code]
    assert own_work(cells, CHAPTER) == ""
    assert own_work([*cells, "mine = 1", 'check("Affine")'], CHAPTER) == "mine = 1"


def test_shares_are_never_rounded_up() -> None:
    assert (percent(1.0), percent(0.999), percent(ALIKE)) == ("100 %", "99 %", "85 %")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "there is no nowhere"),
        ([".", "--chapter", "ch99_x"], "there is no chapter ch99_x"),
    ],
)
def test_arguments_that_do_not_fit_are_an_error_in_a_line(tmp_path, words, says) -> None:
    told = dlfs(*words, "--output", tmp_path)
    assert (told.exit_code, says in told.output) == (2, True), told.output


def test_a_class_where_nobody_stands_out_gets_a_page_that_says_so(tmp_path) -> None:
    write_page([Likeness(CHAPTER, (), 0.2, 3, ("<b>: empty",))], tmp_path)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "No pair stands out" in page
    assert "<b>" not in page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_reads_well_in_a_browser(tab: Page, told, scheme) -> None:
    with shown(tab, told[1], scheme, 380) as page:
        assert page.locator("figure").count() == 4
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, "it scrolls sideways on a phone"
        assert hard_to_read(page) == []
