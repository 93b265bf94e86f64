"""Who handed in what: told from all entries together, and nothing is passed over without a word.

Layouts: nbgrader's ``<student>/<chapter>/<file>``, ``<chapter>/<student>``, a student's own course folder, a
flat folder of files or zips named by student, files alone. Where two readings are possible neither is taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.cleaning import clean_name
from autograder.course.chapters import load_chapter
from autograder.course.sources import CourseError
from autograder.submissions.handins import Layout, Place
from autograder.submissions.reading import SubmissionError
from autograder.submissions.whose import Reader


def find_handins(paths: Iterable[Path], chapter: str | None) -> list[Place]:
    """Everything handed in under `paths`; see `layout_of`."""
    return layout_of(paths, chapter).places


def layout_of(paths: Iterable[Path], chapter: str | None) -> Layout:
    """Who handed in what under `paths`, sorted by student and chapter, and what is left out.

    Raises
    ------
    CourseError
        If no chapter can be told and none is given, or there is none of this name.
    FileNotFoundError
        If a path does not exist, or holds nothing.
    """
    if chapter:
        load_chapter(chapter)
    given = list(dict.fromkeys(paths))
    for path in given:
        if not os.path.lexists(path):
            raise FileNotFoundError(f"there is no {clean_name(str(path))}")
    reader = Reader(chapter)
    if len(given) == 1 and given[0].is_dir():
        try:
            reader.folder(given[0])
        except (SubmissionError, OSError) as error:
            raise CourseError(f"{clean_name(str(given[0]))} cannot be looked through: {error}") from None
    else:
        reader.several(given)
    found = reader.found
    if not found.places:
        _nothing(found)
    found.places.sort(key=lambda p: (p.student, p.chapter, p.path.name, str(p.path)))
    found.places[:] = _marked_doubles(found.places)
    return found


def _nothing(found: Layout) -> None:
    if not found.left_out:
        raise FileNotFoundError(
            "nothing was found; expected <student>/<chapter>/<file>, or files named by student"
        )
    raise CourseError("nothing to grade: " + "; ".join(map(str, found.left_out)))


def _marked_doubles(places: list[Place]) -> Iterator[Place]:
    """Say so on each row of a student who handed in the same chapter twice."""
    files: dict[tuple[str, str], list[str]] = {}
    for at, place in enumerate(places):
        names = files.setdefault((place.student, place.chapter), [])
        names.append(clean_name(place.path.name))
        places[at] = replace(place, number=names.count(names[-1]))
    for place in places:
        names = files[place.student, place.chapter]
        if len(names) > 1:
            note = f"handed in {len(names)} times ({', '.join(names)}); the grades table takes the best"
            yield replace(place, notes=(*place.notes, note))
        else:
            yield place
