"""Templates -> HTML: everything that stands in them is escaped, nothing in them may be undefined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.pictures.colours import DEEPEST, LIGHT, PALETTE, STYLE
from autograder.reports.views import ExerciseView
from autograder.writing import whole_file

Look = Callable[[str, str], Markup]
_RULE = re.compile(r"^\.dl-([\w-]+) \{([^}]*)\}", re.MULTILINE)


@cache
def environment() -> Environment:
    """Jinja, set up once."""
    made = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["css"] = lambda name: Markup(_css(name))
    made.globals["by_class"] = by_class
    made.globals["tint"] = tint
    made.globals["picture_style"] = Markup(STYLE)
    made.globals["picture_style_light"] = Markup(LIGHT)
    return made


@cache
def _css(name: str) -> str:
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0]


def by_class(name: str, more: str = "") -> Markup:
    """How a part of a page of our own looks: the page's style sheet says, and `more` at the element."""
    return Markup(f'class="dl-{name}"' + (f' style="{more}"' if more else ""))


def in_place(name: str, more: str = "") -> Markup:
    """How it looks on a page that is not ours: said at the element itself, as in our style sheet."""
    return Markup(f'style="{_rules()[name]} {more}"')


def tint(part: float) -> str:
    """A cell's colour in a heat map: blue above 0, orange below, the deeper the larger."""
    name = "good" if part > 0 else "bad"
    colour = f"var(--heat-{name}, {PALETTE[name][0]})"
    return f"background: color-mix(in srgb, {colour} {100 * DEEPEST * abs(part):.0f}%, var(--card, #fff));"


@cache
def _rules() -> dict[str, str]:
    return {name: " ".join(rule.split()) for name, rule in _RULE.findall(_css("block.css"))}


def exercise_block(view: ExerciseView, notes: Iterable[str]) -> str:
    """One exercise as HTML that can stand in somebody else's page."""
    template = environment().get_template("in_notebook.html.j2")
    return template.render(view=view, notes=tuple(notes), look=in_place)


def write_page(path: Path, template: str, **values: object) -> None:
    """Write a page: piece by piece, to a temporary file that then gets its name."""
    text = environment().get_template(template).generate(**values)
    with (
        whole_file(path) as unfinished,
        unfinished.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
    ):
        file.writelines(text)
