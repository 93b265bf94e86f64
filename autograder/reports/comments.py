"""A teacher's words, written once for a cluster of answers that are wrong in the same way."""

from __future__ import annotations

import tomllib
from pathlib import Path


class CommentsError(Exception):
    """A file of comments that cannot be used; the text says why."""


def read_comments(path: Path) -> dict[str, str]:
    """The comments of a TOML file, by cluster.

    Raises
    ------
    CommentsError
        If it cannot be read, or holds anything but texts under ``[comments]``.
    """
    expected = 'expected [comments] and lines such as "softmax-3fa9c1d2" = "Look at the axis."'
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommentsError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CommentsError(f"{path} is not TOML ({error}); {expected}") from None
    comments = record.pop("comments", None)
    if record or not isinstance(comments, dict):
        raise CommentsError(f"{path}: {expected}")
    for cluster, text in comments.items():
        if not isinstance(text, str):
            raise CommentsError(f"{path}: the comment of {cluster} is not a text in quotes; {expected}")
    return comments
