"""What `import autograder` means inside the sealed room: a check cell does nothing there."""

from __future__ import annotations

from collections.abc import Callable


def chapter_check(chapter: str) -> Callable[..., None]:
    """A `check` that says nothing: in the sealed room the hidden graders judge."""

    def check(*_: object) -> None:
        return None

    return check
