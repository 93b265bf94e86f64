"""``python -m tests.screenshots``: the pictures in docs/images, taken of a small class in Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from autograder.course.chapters import PUBLIC_CHECKS, load_chapter
from autograder.desk.bench import judge_here
from autograder.desk.cards.card import card_of
from autograder.desk.cards.choice import picture_for
from autograder.desk.seen import look_at
from autograder.mistakes import load_mistakes
from autograder.testing.students import LocalStudent
from tests.browser import chromium
from tests.sample_class import hand_in, right_answers

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
CHAPTER = "ch03_neural_network"
WRONG = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))\n"
CLASS_SIZE = 14
PAGE = "<!doctype html><html lang=en><title>card</title><body style='margin:16px;max-width:720px'>{}</body>"


def main() -> None:
    """Take them all."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        pages = graded_class(folder)
        (folder / "card.html").write_text(PAGE.format(card()), encoding="utf-8")
        take(browser, folder / "card.html", "card", (760, 100))
        take(browser, pages / "students" / "s03.html", "student", (900, 1100))
        take(browser, pages / "index.html", "class", (1200, 900))


def card() -> str:
    """What a notebook shows under a wrong sigmoid."""
    os.chdir(ROOT / "assignments" / CHAPTER)
    student = LocalStudent.from_cells(load_chapter(CHAPTER).cells_with({"sigmoid": WRONG}))
    outcomes = judge_here(PUBLIC_CHECKS / f"test_{CHAPTER}.py", "sigmoid", student)
    seen = look_at("sigmoid", outcomes, student)
    return card_of(seen, picture_for(seen, student))


def graded_class(folder: Path) -> Path:
    """A class whose members know more and more, with the mistakes that people make; its pages."""
    right, mistakes = right_answers(CHAPTER), load_mistakes(CHAPTER)
    for number in range(CLASS_SIZE):
        answers = dict(list(right.items())[: 2 + number])
        for mistake in mistakes[number * 5 : number * 5 + 15 : 7]:
            if mistake.exercise in answers:
                answers[mistake.exercise] = mistake.code
        hand_in(folder / "class" / f"s{number:02}" / CHAPTER, ROOT / "assignments", CHAPTER, answers)
    dlfs = Path(sys.executable).parent / "dlfs"
    for words in (["grade", "class", "--output", "results"], ["report", "results", "--output", "pages"]):
        subprocess.run([dlfs, *words], cwd=folder, check=True, capture_output=True)
    return folder / "pages"


def take(browser: Browser, page: Path, name: str, size: tuple[int, int]) -> None:
    """A picture of a page, from its top."""
    tab = browser.new_page(viewport={"width": size[0], "height": size[1]})
    tab.goto(page.as_uri())
    tab.screenshot(path=IMAGES / f"{name}.png", full_page=name == "card")
    tab.close()


if __name__ == "__main__":
    main()
