"""One kernel for many notebooks: starting one, and importing matplotlib in it, takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager

EMPTIED = """import os, sys
os.chdir({folder!r})
for name in [n for n in sys.modules if n.startswith("autograder")]:
    del sys.modules[name]
if "matplotlib.pyplot" in sys.modules:
    sys.modules["matplotlib.pyplot"].close("all")
%reset -f
"""


@contextmanager
def running_kernel() -> Iterator[KernelManager]:
    """A kernel, until the end of a block."""
    manager = KernelManager()
    manager.start_kernel()
    try:
        yield manager
    finally:
        manager.shutdown_kernel(now=True)


def emptied(folder: Path) -> nbformat.NotebookNode:
    """The cell with which a kernel begins anew, in a notebook's folder."""
    return nbformat.v4.new_code_cell(EMPTIED.format(folder=str(folder)))
