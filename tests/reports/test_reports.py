"""Feedback pages and the class at a glance, of really graded work, in a real browser."""

from __future__ import annotations

import html
import importlib
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page

from autograder import mistakes
from autograder.audit.leaks import find_leaks
from autograder.classroom import clusters
from autograder.classroom.results import as_line, reports_in_order
from autograder.commands.main import main
from autograder.course.chapters import chapter_names, load_chapter
from autograder.grading.diagnosis import signature_of
from autograder.grading.grader import Grader
from autograder.grading.verdicts import Report
from autograder.mistakes import load_mistakes
from autograder.reports.grids import grids_in
from autograder.reports.overview import Overview
from autograder.reports.pages import safe_name
from autograder.reports.rendering import exercise_block, write_page
from autograder.reports.views import section_of, views_of
from autograder.submissions.reading import read_submission
from autograder.testing.evidence import Evidence
from tests.browser import hard_to_read, shown
from tests.sample_class import fill_twin, right_answers

CHAPTER = "ch02_perceptron"
RIGHT = right_answers(CHAPTER)
HOSTILE = ("<script>alert(1)</script>", "../../x", 'a"onclick="alert(2)')

# Wrong in a way that has no name, written in two ways; the second calls a helper of its own.
ODD = "def OR(x1, x2):\n    # ada wrote this\n    return 3 * int(x1 + x2 > 0)\n"
ODD_TOO = """def thrice(x):
    'By bob.'
    return 3 * x


def OR(x1, x2):
    return thrice(int(x1 or x2))
"""
HALF = next(m.code for m in load_mistakes(CHAPTER) if m.exercise == "NAND")  # has a name
ARRAY = "def perceptron(x, w, b):\n    return 0.25 * np.array([[1.0, 2.0], [3.0, 4.0]])\n"
GRIDS = {"half": "[[0.5, 1.], [1.5, 2.]]", "../../x": "[[0.25, 0.5], [0.75, 1.]]"}
LOUD = 'def AND(x1, x2):\n    raise ValueError("<img src=x onerror=alert(3)>")\n'

CLASS = {
    "ada": RIGHT | {"OR": ODD},
    "bob": RIGHT | {"OR": ODD_TOO},
    "right": RIGHT,
    "half": {"AND": RIGHT["AND"], "NAND": HALF, "perceptron": ARRAY.replace("0.25", "0.5")},
    "empty": {},
    HOSTILE[0]: RIGHT | {"AND": LOUD},
    HOSTILE[1]: RIGHT | {"perceptron": ARRAY},
    HOSTILE[2]: RIGHT,
}


@pytest.fixture(scope="module")
def reports(assignments: Path, grader: Grader) -> dict[str, Report]:
    """The class, graded; and one whom our side failed."""
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    found = {}
    for student, answers in CLASS.items():
        submission = read_submission(fill_twin(released, answers).encode(), f"{CHAPTER}.py", ("a note",))
        found[student] = grader.grade(submission, CHAPTER, student)
    for student, grid in GRIDS.items():  # this chapter asks for no array, and only what is asked for is shown
        found[student] = with_grid(found[student], grid)
    lost = {"infrastructure_error": "RoomError: /secret/path", "exercises": (), "points": 0.0}
    return found | {"unlucky": replace(found["right"], student="unlucky", **lost)}


def with_grid(report: Report, grid: str) -> Report:
    """A report that says of its perceptron that it gave these numbers."""
    asked = {e.name: e.smallest.partition("gives ")[0] for e in report.exercises}["perceptron"]
    exercises = tuple(
        replace(e, smallest=f"{asked}gives {grid}") if e.name == "perceptron" else e for e in report.exercises
    )
    return replace(report, exercises=exercises)


@pytest.fixture(scope="module")
def results(reports: dict[str, Report], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "results.jsonl"
    path.write_text("".join(map(as_line, reports.values())), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def cluster(reports: dict[str, Report]) -> str:
    """What the two odd answers share."""
    return result_of(reports["ada"], "OR").cluster


@pytest.fixture(scope="module")
def pages(results: Path, cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, with a comment."""
    folder = tmp_path_factory.mktemp("pages")
    comments = folder / "comments.toml"
    comments.write_text(f'[comments]\n"{cluster}" = "Three times <b>too much</b>."\n', encoding="utf-8")
    ended = dlfs("report", str(results.parent), "--output", str(folder / "out"), "--comments", str(comments))
    assert ended.exit_code == 0, ended.output
    assert f"the comment on {cluster} is on 2 pages" in ended.stdout
    return folder / "out"


def dlfs(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def result_of(report: Report, exercise: str):
    return next(e for e in report.exercises if e.name == exercise)


def text_of(page: Path) -> str:
    """What a page says, without its mark-up."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def page_of(pages: Path, student: str) -> Path:
    return pages / "students" / f"{safe_name(student)}.html"


# Signatures


def test_answers_wrong_in_the_same_way_share_a_signature_however_they_are_written(reports) -> None:
    odd, too = (result_of(reports[name], "OR") for name in ("ada", "bob"))
    assert odd.signature == too.signature != ""
    assert odd.signature != result_of(reports[HOSTILE[1]], "perceptron").signature != ""


def test_only_a_wrong_answer_without_a_name_has_a_signature(reports) -> None:
    for report in reports.values():
        for exercise in report.exercises:
            unnamed = exercise.status in ("partial", "failed") and exercise.diagnosis is None
            assert unnamed or exercise.signature == "", (report.student, exercise.name)
    assert result_of(reports["half"], "NAND").diagnosis is not None
    assert result_of(reports["empty"], "AND").status == "not_started"


def test_a_signature_is_the_same_for_numbers_that_rounding_has_parted() -> None:
    def seen(*values: float) -> str:
        return signature_of(CHAPTER, {"by hand 0": Evidence("values", "", (2,), values)})

    assert seen(0.01562, 3.0) == seen(0.01563, 3.0)
    assert seen(1e-17, 3.0) == seen(-2e-17, 3.0) == seen(0.0, 3.0)
    assert seen(0.0156, 3.0) != seen(0.0157, 3.0)


# What a page says


def test_every_student_has_a_page_and_nothing_is_written_elsewhere(pages: Path) -> None:
    written = {p.relative_to(pages).as_posix() for p in pages.rglob("*") if p.is_file()}
    names = {safe_name(student) for student in (*CLASS, "unlucky")}
    assert len(names) == len(CLASS) + 1
    assert written == {"index.html"} | {f"students/{name}.html" for name in names}


@pytest.mark.parametrize(
    "name", [*HOSTILE, "", ".", "..", "a" * 300, "Ada", "ada/bob", "con\0x", "ada-1f3c5d7a", "\ud800"]
)
def test_a_hostile_name_becomes_a_plain_file_name_that_nobody_else_has(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9-]{1,60}-[0-9a-f]{8}", safe_name(name))
    assert safe_name(name) not in {
        safe_name(other) for other in ("ada", "student", f"{name}-", safe_name(name))
    }


def test_no_page_shows_an_answer_a_hidden_check_or_a_mistake(pages: Path) -> None:
    for student, answers in ({"": {}, "unlucky": {}} | CLASS).items():
        page = page_of(pages, student) if student else pages / "index.html"
        own = set(find_leaks("\n".join(answers.values()), CHAPTER))  # an exception's line is quoted
        for text in (page.read_text(encoding="utf-8"), text_of(page)):
            assert set(find_leaks(text, CHAPTER)) <= own, page.name
            assert "assert_" not in text


def test_a_students_page_names_no_other_student_and_not_what_went_wrong_on_our_side(pages: Path) -> None:
    for student in (*CLASS, "unlucky"):
        words = set(re.findall(r"[\w<>/()\"]+", text_of(page_of(pages, student))))
        assert not words & {name for name in ("ada", "bob", "unlucky", *HOSTILE) if name != student}, student
    unlucky = text_of(page_of(pages, "unlucky"))
    assert "something failed on our side" in unlucky
    assert "/secret/path" not in unlucky


def test_a_page_says_what_was_wrong_and_what_to_read(reports, pages: Path) -> None:
    text = text_of(page_of(pages, "half"))
    nand = result_of(reports["half"], "NAND")
    assert nand.diagnosis is not None
    assert f"This looks like: {nand.diagnosis.name}" in text
    assert nand.diagnosis.hint in text
    for check in nand.checks:
        assert check.title in text
        assert check.message.partition(" Hint: ")[0] in text
    assert "The smallest input found on which it is not right" in text
    assert "2. Three gates, NAND" in text
    assert "a note" in text


def test_carried_forward_points_are_explained_with_both_verdicts(reports, pages: Path) -> None:
    assert result_of(reports["ada"], "XOR").carried_forward
    text = re.sub(r"\s+", " ", text_of(page_of(pages, "ada")))
    assert "was earned with correct versions of OR underneath" in text
    assert "Over your own: " in text


def test_arrays_are_laid_out(pages: Path) -> None:
    page = page_of(pages, HOSTILE[1]).read_text(encoding="utf-8")
    assert 'aria-label="your code gives: 0.25 0.5; 0.75 1"' in page
    assert 'aria-label="given: 0"' in page


def test_an_array_with_a_pattern_is_a_heat_map_whose_numbers_stay(tab: Page, pages: Path) -> None:
    with shown(tab, page_of(pages, "half")) as page:
        cells = page.get_by_label("your code gives: 0.5 1; 1.5 2").locator(".dl-cell-got")
        colours = cells.evaluate_all("all => all.map(cell => getComputedStyle(cell).backgroundColor)")
        assert (len(set(colours)), cells.all_inner_texts()) == (4, ["0.5", "1", "1.5", "2"])
        assert page.get_by_text("Blue above 0, orange below").count() == 1


def test_a_gates_answers_are_drawn_without_a_word_on_what_is_right(reports, tab: Page, pages: Path) -> None:
    nand = result_of(reports["half"], "NAND")
    right = importlib.import_module(f"solutions.{CHAPTER}").NAND
    given = {(int(x1), int(x2)): answer for x1, x2, answer in nand.answers}
    assert given.keys() == {(x1, x2) for x1 in (0, 1) for x2 in (0, 1)}
    assert any(right(*corner) != answer for corner, answer in given.items())
    told = "; ".join(f"{corner} gives {answer:g}" for corner, answer in given.items())
    with shown(tab, page_of(pages, "half")) as page:
        drawn = page.locator("svg")
        assert drawn.get_attribute("aria-label") == f"What NAND gives at the corners of the square: {told}."
        assert drawn.locator(".worst").count() == 1
        assert not re.search(r"should|expected|correct", drawn.inner_html())


def test_what_passes_keeps_no_answers(reports) -> None:
    for report in reports.values():
        assert not any(e.answers for e in report.exercises if e.status == "passed")


def test_a_picture_brings_its_colours_into_a_page_that_is_not_ours(reports) -> None:
    views = {view.name: view for view in views_of(reports["half"])}
    block = exercise_block(views["NAND"], ())
    assert block.count("<style>") == block.count("<svg") == 1
    assert "prefers-color-scheme" not in block, "nbgrader's pages are light"
    assert "<style>" not in exercise_block(views["perceptron"], ())


def test_numbers_become_parts_of_the_largest() -> None:
    (grid,) = grids_in("gives [[-4., 2.], [nan, inf]]")
    assert (grid.is_heat_map, grid.parts) == (True, ((-1.0, 0.5), (0.0, 0.0)))
    for few in ("[1., 2., 3.]", "[[0, 0], [0, 0]]", "[[nan, nan], [nan, inf]]"):
        assert [grid.is_heat_map for grid in grids_in(few)] == [False]


def test_text_of_arrays_becomes_grids() -> None:
    text = "x = np.array([[1., -2.5e-3], [nan, inf]])\nnet = {'W1': [[[1, 2]], [[3, 4]]], 'b': [0.]}\ny[0, 1]"
    found = [(grid.label, grid.rows) for grid in grids_in(text)]
    assert found == [
        ("x", (("1", "-2.5e-3"), ("nan", "inf"))),
        ("W1[0]", (("1", "2"),)),
        ("W1[1]", (("3", "4"),)),
        ("b", (("0",),)),
    ]
    cut_off = ("an array of shape (99,), beginning [1, 2]", "[1, 2, ...", "[" * 5000)
    for text in (*cut_off, "[1, 'a']", "[]", "[[]]", "y[0]", "f(x)[0]"):
        assert grids_in(text) == (), text


@pytest.mark.parametrize("chapter", chapter_names())
def test_every_exercise_has_a_section_to_read(chapter: str) -> None:
    for exercise in load_chapter(chapter).exercises:
        assert len(section_of(chapter, exercise.name)) > 3, exercise.name


# Comments


def test_a_comment_reaches_the_students_of_its_cluster_and_nobody_else(pages: Path) -> None:
    reached = {p.stem for p in pages.rglob("*.html") if "Three times <b>too much</b>." in text_of(p)}
    assert reached == {"ada", "bob"}
    assert "<b>too much" not in page_of(pages, "ada").read_text(encoding="utf-8")


def test_the_class_page_has_a_stanza_that_can_be_used(pages: Path, cluster: str) -> None:
    text = text_of(pages / "index.html")
    stanza = re.search(r"^\[comments\]\n(\".*\n)+", text, re.MULTILINE)
    assert stanza is not None
    assert tomllib.loads(stanza[0]) == {"comments": {cluster: "..."}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("comments = 3", "expected [comments]"),
        ("[comments]\nx = 3", "the comment of x is not a text"),
        ("[comments", "is not TOML"),
        ("[other]\nx = 'y'", "expected [comments]"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_comments_that_is_none_is_refused(text, says, results: Path, tmp_path: Path) -> None:
    path = tmp_path / "comments.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ended = dlfs("report", str(results), "--output", str(tmp_path / "out"), "--comments", str(path))
    assert (ended.exit_code, says in ended.stderr) == (2, True), ended.output
    assert not (tmp_path / "out").exists()


def test_a_comment_that_reaches_nobody_is_told(results: Path, tmp_path: Path) -> None:
    path = tmp_path / "comments.toml"
    path.write_text('[comments]\n"OR-00000000" = "x"', encoding="utf-8")
    ended = dlfs("report", str(results), "--output", str(tmp_path / "out"), "--comments", str(path))
    assert (ended.exit_code, "OR-00000000 reaches nobody" in ended.stderr) == (0, True)


def test_results_that_are_none_are_refused(tmp_path: Path) -> None:
    for text, says in ((None, "cannot be read"), ("{}\n", "line 1"), ("\x00\n", "line 1")):
        path = tmp_path / "results.jsonl"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        ended = dlfs("report", str(path), "--output", str(tmp_path / "out"))
        assert (ended.exit_code, says in ended.stderr) == (2, True), ended.output


def test_of_several_hand_ins_the_last_line_of_each_and_the_best_counts(reports, tmp_path: Path) -> None:
    worse = replace(reports["half"], student="ada", place="other")
    lines = [reports["right"], worse, reports["ada"], replace(reports["ada"], points=0.5)]
    path = tmp_path / "results.jsonl"
    path.write_text("".join(as_line(replace(r, student="ada")) for r in lines) + '{"torn', encoding="utf-8")
    assert next((r.place, r.points) for r in reports_in_order(path)) == (f"{CHAPTER}.py", 0.5)
    assert dlfs("report", str(path), "--output", str(tmp_path / "out")).exit_code == 0
    assert f"{worse.points:g} of {worse.max_points} points" in text_of(tmp_path / "out/students/ada.html")


def test_chapters_stand_side_by_side_even_those_of_another_edition(reports, tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    other = replace(reports["ada"], chapter="ch03_neural_network")
    path.write_text(as_line(reports["ada"]) + as_line(other) + as_line(reports["half"]), encoding="utf-8")
    assert dlfs("report", str(path), "--output", str(tmp_path / "out")).exit_code == 0
    exercises = len(load_chapter(CHAPTER).exercises)
    index = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert index.count(f'scope="colgroup" colspan="{exercises}"') == 2
    assert len(re.findall(r"<td class=none>(?!–)", index)) == exercises, "one of them handed in one chapter"
    assert text_of(tmp_path / "out/students/ada.html").count("Chapter ") == 2
    path.write_text(as_line(replace(other, chapter="ch99_none")), encoding="utf-8")
    ended = dlfs("report", str(path), "--output", str(tmp_path / "out"))
    assert (ended.exit_code, "there is no chapter ch99_none" in ended.stderr) == (2, True)


# In a browser


WAYS = [("index", "light", 1200), ("index", "dark", 360), ("half", "dark", 1200), ("half", "light", 360)]


@pytest.mark.parametrize(("name", "scheme", "width"), WAYS)
def test_everybody_can_read_the_pages(name: str, scheme: str, width: int, tab: Page, pages: Path) -> None:
    path = pages / "index.html" if name == "index" else page_of(pages, name)
    with shown(tab, path, scheme, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert hard_to_read(page) == []
        headings = page.locator("h1, h2, h3").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
        assert headings[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(headings))


@pytest.mark.parametrize("student", [*HOSTILE, "unlucky"])
def test_hostile_words_do_nothing_in_a_browser(student: str, tab: Page, pages: Path) -> None:
    with shown(tab, page_of(pages, student)) as page:
        assert page.locator("h1").inner_text() == student
        assert page.locator("img, script, b").count() == 0


def test_the_class_page_begins_with_what_failed_on_our_side(tab: Page, pages: Path) -> None:
    with shown(tab, pages / "index.html") as page:
        assert "1 hand-in without a verdict" in page.locator("h2").first.inner_text()
        assert page.locator("td.lost").count() == len(load_chapter(CHAPTER).exercises)


def test_the_class_is_sorted_and_filtered(tab: Page, pages: Path) -> None:
    with shown(tab, pages / "index.html") as page:
        first = page.locator(".heat tbody tr:not([hidden]) th").first
        total = page.get_by_role("button", name="Total")
        total.click()
        assert page.locator("th[aria-sort=ascending]").inner_text() == "Total"
        names = page.locator(".heat tbody tr th").all_inner_texts()
        assert names[:2] == ["unlucky", "empty"], "without a verdict, then without points"
        total.click()
        assert first.inner_text() in ("right", HOSTILE[2])
        page.get_by_role("button", name="Student").click()
        page.get_by_role("button", name="NAND", exact=True).click()
        assert first.inner_text() == "unlucky"
        page.get_by_role("searchbox").fill("BO")
        assert page.locator(".heat tbody tr:visible").count() == 1
        page.get_by_role("searchbox").fill("")
        page.get_by_label("Show").select_option("untouched")
        listed = page.locator(".heat tbody tr:visible th").all_inner_texts()
        assert sorted(listed) == ["empty", "half"]
        assert page.locator(".tools output").inner_text() == f"2 of {len(CLASS) + 1} students"
        page.get_by_label("Show").select_option("lost")
        assert page.locator(".heat tbody tr:visible th").all_inner_texts() == ["unlucky"]


MANY = 450


@pytest.fixture(scope="module")
def crowd(reports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class page of many: those who have half of it are those whose number ends in 7."""
    overview = Overview()
    for number in range(MANY):
        report = reports["half" if number % 10 == 7 else "right"]
        overview.add(f"s{number}", f"students/s{number}.html", [report])
    path = tmp_path_factory.mktemp("crowd") / "index.html"
    write_page(path, "class.html.j2", overview=overview)
    return path


def test_of_many_students_the_first_are_shown_and_all_are_sorted_and_filtered(tab: Page, crowd: Path) -> None:
    with shown(tab, crowd) as page:
        names = page.locator(".heat tbody tr th")
        everybody = [f"s{number}" for number in range(MANY)]
        assert names.all_inner_texts() == everybody[:200]
        assert page.locator(".tools output").inner_text() == "450 of 450 students, the first 200 shown"
        page.get_by_role("button", name="Total").click()
        half = [name for name in everybody if name.endswith("7")]
        rest = [name for name in everybody if not name.endswith("7")]
        assert names.all_inner_texts() == [*half, *rest][:200]
        page.get_by_role("button", name="Show all 450").click()
        assert names.all_inner_texts() == [*half, *rest]
        assert page.locator(".more").is_hidden()
        page.get_by_label("Show").select_option("untouched")
        assert names.all_inner_texts() == half
        page.get_by_role("button", name="Student").click()
        page.get_by_role("button", name="Student").click()
        assert names.all_inner_texts() == half[::-1]
        page.get_by_role("searchbox").fill("S43")
        assert names.all_inner_texts() == ["s437"]


def test_all_of_many_students_are_printed(tab: Page, crowd: Path) -> None:
    with shown(tab, crowd) as page:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".heat tbody tr").count() == MANY


def test_a_row_of_the_class_page_is_short(crowd: Path) -> None:
    rows = crowd.read_text(encoding="utf-8").partition("<tbody>")[2].partition("</tbody>")[0]
    assert len(rows) / MANY < 120 + 20 * len(load_chapter(CHAPTER).exercises)


def test_without_scripts_the_class_page_is_a_plain_table(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "index.html").as_uri())
    assert page.locator(".heat tbody tr:visible").count() == len(CLASS) + 1
    assert page.locator(".tools").is_hidden()
    context.close()


def test_the_links_of_the_class_page_lead_to_the_students(tab: Page, pages: Path) -> None:
    with shown(tab, pages / "index.html") as page:
        page.locator(".heat").get_by_role("link", name=HOSTILE[0]).click()
        assert page.locator("h1").inner_text() == HOSTILE[0]
        assert "<img src=x" in page.locator("main").inner_text()


# A cluster becomes a mistake


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the chapter's bank, in the place of the real one."""
    shutil.copy(mistakes.FOLDER / f"{CHAPTER}.py", tmp_path)
    monkeypatch.setattr(mistakes, "FOLDER", tmp_path)
    load_mistakes.cache_clear()
    yield tmp_path / f"{CHAPTER}.py"
    load_mistakes.cache_clear()


@pytest.fixture
def submission(assignments: Path, tmp_path: Path):
    """A file with some answers, as it was graded."""
    released = (assignments / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")

    def written(answers: dict[str, str]) -> str:
        path = tmp_path / "handed_in.py"
        path.write_text(fill_twin(released, answers), encoding="utf-8")
        return str(path)

    return written


def name_it(results: Path, cluster: str, path: str, **said: str) -> Result:
    words = {"name": "three times too much", "explanation": "You gave three.", "hint": "How many?"} | said
    return dlfs("mistake", str(results), cluster, path, *(w for k, v in words.items() for w in (f"--{k}", v)))


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_a_cluster_is_saved_and_then_known(
    student, results, cluster, bank, submission, grader, reports
) -> None:
    before = load_mistakes(CHAPTER)
    ended = name_it(results, cluster, submission(CLASS[student]))
    assert ended.exit_code == 0, ended.output
    assert f"dlfs audit {CHAPTER}" in ended.stdout
    *others, saved = load_mistakes(CHAPTER)
    assert tuple(others) == before
    failed = tuple(c.name for c in result_of(reports["ada"], "OR").checks if not c.passed)
    assert (saved.exercise, saved.name, saved.fails) == ("OR", "three times too much", failed)
    assert "ada" not in saved.code
    assert "bob" not in saved.code
    seen = naming_sees(grader, saved)
    assert signature_of(CHAPTER, seen) == result_of(reports["ada"], "OR").signature


def naming_sees(grader: Grader, saved: mistakes.Mistake):
    """What the checks see of a mistake in this process, where the class was judged in the room."""
    from autograder.grading.fingerprints import known_mistakes

    known = known_mistakes(CHAPTER, saved.exercise, grader.judge_for(CHAPTER), 0, by_hand=True)
    return next(k.findings for k in known if k.diagnosis.name == saved.name)


def test_a_mistake_that_does_not_fit_is_refused_and_the_bank_stays(
    results, cluster, bank, submission
) -> None:
    before = bank.read_bytes()
    ada = submission(CLASS["ada"])
    taken = next(m.name for m in load_mistakes(CHAPTER) if m.exercise == "OR")
    for ended, says in (
        (name_it(results, "OR-00000000", ada), "there is no cluster OR-00000000"),
        (name_it(results, cluster, ada, name=taken), "choose another --name"),
        (name_it(results, cluster, ada, name='a "quoted" one'), "cannot be written down"),
        (name_it(results, cluster, ada, explanation="Hint: no."), "cannot be written down"),
        (name_it(results, cluster, ada, explanation="no full stop"), "full stop"),
        (name_it(results, cluster, ada, hint="no mark"), "--hint"),
        (name_it(results, cluster, str(bank.parent / "none.py")), "cannot be read"),
        (name_it(results, cluster, submission(CLASS["right"])), f"is not in {cluster}"),
    ):
        assert (ended.exit_code, says in re.sub(r"\s+", " ", ended.stderr)) == (2, True), ended.output
    assert bank.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import os\ndef OR(x1, x2):\n    os.system('x')", "imports os"),
        ("def OR(x1, x2):\n    from subprocess import run", "imports subprocess"),
        ("def OR(x1, x2):\n    return eval('3')", "uses eval"),
        ("f = open\ndef OR(x1, x2):\n    return f('x')", "uses open"),
        ("def OR(x1, x2):\n    return ().__class__", "uses __class__"),
        ("OR: int = 3", "does not define OR"),
        ("def OR(:", "does not define OR"),
    ],
)
def test_what_reaches_out_is_not_taken_into_the_bank(code, says, cluster, submission, reports) -> None:
    path = Path(submission(CLASS["ada"] | {"OR": code}))
    handed_in = read_submission(path.read_bytes(), path.name)
    of = clusters.find_cluster([replace(reports["ada"], code=handed_in.code)], cluster)
    with pytest.raises(clusters.NamingError, match=re.escape(says)):
        clusters.mistake_of(of, path, "a name", "You did.", "How?")


def test_views_are_of_what_the_report_says(reports) -> None:
    for report in reports.values():
        for view, exercise in zip(views_of(report), report.exercises, strict=True):
            assert (view.name, float(view.points)) == (exercise.name, exercise.points)
