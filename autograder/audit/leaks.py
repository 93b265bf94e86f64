"""Lines that must never reach a student: answers, hidden checks, named mistakes."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from autograder.course.chapters import HIDDEN_GRADERS, PUBLIC_CHECKS, load_chapter
from autograder.mistakes import load_mistakes

ANSWER = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
SHORTEST = 12
SHORTEST_IN_PROSE = 14
# Said by so many answers and stubs that they give nothing away.
COMMONPLACE = re.compile(
    r"(import|from|return|def|class|else|try|with|for \w+ in|@)\b[^=(]*:?|return self\.\w+|self\.(\w+) = \2"
    r"|from [\w.]+ import .*|import .*"
)


@cache
def secret_lines(chapter: str) -> frozenset[str]:
    """Every telling line of a chapter's answers, hidden graders and mistakes."""
    source = load_chapter(chapter).path.read_text(encoding="utf-8")
    answers = "\n".join(ANSWER.findall(source))
    hidden = (HIDDEN_GRADERS / f"test_{chapter}.py").read_text(encoding="utf-8")
    mistakes = "\n".join(mistake.code for mistake in load_mistakes(chapter))
    said = frozenset(_telling(ANSWER.sub("", source))) | _public_lines(chapter)
    return frozenset(_telling(answers)) | (frozenset(_telling(f"{hidden}\n{mistakes}")) - said)


@cache
def answer_lines(chapter: str) -> frozenset[str]:
    """Whole statements of the answers, long enough to be looked for within a line of prose."""
    source = load_chapter(chapter).path.read_text(encoding="utf-8")
    lines = _telling("\n".join(ANSWER.findall(source)))
    return frozenset(line for line in lines if len(line) >= SHORTEST_IN_PROSE and line[-1] not in "([{:")


def _public_lines(chapter: str) -> frozenset[str]:
    """What public checks say too: the vocabulary's import, common fixtures and shapes of calls."""
    return frozenset(_telling((PUBLIC_CHECKS / f"test_{chapter}.py").read_text(encoding="utf-8")))


def _telling(text: str) -> list[str]:
    lines = (_normal(line) for line in text.splitlines())
    return [
        x
        for x in lines
        if len(x) >= SHORTEST and not x.startswith(("#", '"')) and not COMMONPLACE.fullmatch(x)
    ]


def _normal(line: str) -> str:
    """A line without what code, a comment, prose or a notebook's JSON puts around it."""
    return re.sub(r"\s+", " ", line.strip().strip('",').lstrip("# ").strip("`"))


def find_leaks(text: str, chapter: str) -> list[str]:
    """The secret lines that stand in a text, as lines of code, prose or of a notebook's JSON."""
    lines, flowing = _read(text)
    within = {answer for answer in answer_lines(chapter) if answer in flowing}
    return sorted(lines & secret_lines(chapter) | within)


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[frozenset[str], str]:
    """A text's lines, and all of it in one line; the same text is read for one chapter after another."""
    plain = text.replace("\\n", "\n").replace('\\"', '"')
    return frozenset(map(_normal, plain.splitlines())), re.sub(r"\s+", " ", plain)
