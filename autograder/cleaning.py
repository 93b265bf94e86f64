"""Text that came from outside, made fit to print."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")


def clean(text: str, limit: int = 2000) -> str:
    """Make text that came from a student fit to print: no escapes, no lone surrogates, no addresses."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _ADDRESS.sub("0x...", _CONTROL.sub("", text))
    return text if len(text) <= limit else text[: limit - 3] + "..."


def clean_name(name: str, limit: int = 1100) -> str:
    """Make a file's name, or a person's, fit to print and to store: what cannot be shown is escaped.

    Bytes that are no UTF-8, escapes, newlines and marks that turn the writing round become ``\\xe9``,
    ``\\x1b``, ``\\n``: two names stay two names.
    """
    try:
        text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    text = _UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return text if len(text) <= limit else text[: limit - 3] + "..."
