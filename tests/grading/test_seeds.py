"""The user's own code: right fragments earn their marks, partly right ones exactly theirs, wrong none."""

from __future__ import annotations

import importlib
import importlib.util

import pytest

from autograder.course.chapters import chapter_names, load_chapter
from tests.seeds import Fragment


def fragments() -> list[tuple[str, Fragment]]:
    with_seeds = [c for c in chapter_names() if importlib.util.find_spec(f"tests.seeds.{c}")]
    return [(c, f) for c in with_seeds for f in importlib.import_module(f"tests.seeds.{c}").FRAGMENTS]


@pytest.mark.parametrize(("chapter", "fragment"), fragments(), ids=lambda v: str(v))
def test_a_fragment_earns_what_it_should(chapter: str, fragment: Fragment, grader) -> None:
    cells = load_chapter(chapter).cells_with({fragment.exercise: fragment.code})
    everything = {check.name for check in grader.judge_for(chapter).checks_of(fragment.exercise)}
    earned = everything - set(grader.failures(cells, chapter, fragment.exercise))
    expected = (
        {"all": everything, "none": set()}[fragment.earns]
        if isinstance(fragment.earns, str)
        else fragment.earns
    )
    assert earned == expected
