"""Reference answers as compiled code: the only form in which they enter a sealed room.

What is compiled here is put beneath a student's code: earlier chapters, and the other exercises of the
chapter on a second try. Never the exercise that is being judged.
"""

from __future__ import annotations

import ast
import marshal
import re
from collections.abc import Iterable
from functools import cache

from autograder.course.chapters import Exercise, load_chapter

_SOLUTIONS_IMPORT = re.compile(r"^from solutions\.", re.MULTILINE)


def for_students(source: str) -> str:
    """Make imports of earlier chapters mean the student's own, or what the grader supplies."""
    return _SOLUTIONS_IMPORT.sub("from autograder.earlier.", source)


@cache
def earlier_chapters(chapter: str) -> dict[str, bytes]:
    """Compiled references of every chapter that `chapter` builds on, directly or through others."""
    codes: dict[str, bytes] = {}
    for name in load_chapter(chapter).earlier:
        codes |= earlier_chapters(name)
        codes[name] = compiled(load_chapter(name).path.read_text(encoding="utf-8"))
    return codes


def exercises_code(exercises: Iterable[Exercise]) -> list[bytes]:
    """Compiled references of some exercises."""
    return [compiled(exercise.source) for exercise in exercises]


@cache
def imports_code(chapter: str) -> bytes:
    """What a chapter imports, compiled: the references of its exercises need it beneath a student's code."""
    cells = (source for exercise, source in load_chapter(chapter).code if not exercise)
    statements = [
        s for cell in cells for s in ast.parse(cell).body if isinstance(s, ast.Import | ast.ImportFrom)
    ]
    return compiled("\n".join(map(ast.unparse, statements)))


@cache
def packages_of(chapter: str) -> frozenset[str]:
    """Packages besides NumPy that a chapter, or one it builds on, imports at top level."""
    tree = ast.parse(load_chapter(chapter).path.read_text(encoding="utf-8"))
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}
    own = frozenset(n.partition(".")[0] for n in names) & {"PIL", "matplotlib"}
    return own.union(*(packages_of(earlier) for earlier in load_chapter(chapter).earlier))


@cache
def compiled(source: str) -> bytes:
    """A chapter's source, or an exercise's, as code without docstrings and comments."""
    code = compile(for_students(source), "(reference)", "exec", dont_inherit=True, optimize=2)
    return marshal.dumps(code)
