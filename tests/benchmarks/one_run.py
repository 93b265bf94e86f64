"""One run over a class in a process of its own: seconds and peak memory as a line of JSON.

``python -m tests.benchmarks.one_run FOLDER CHAPTER WORKERS [dask]``
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from autograder.classroom.dask import Cluster
from autograder.classroom.pool import grade_class
from autograder.classroom.results import ResultsFile
from autograder.classroom.workers import start_pool
from autograder.submissions.layout import find_handins


def main(folder: Path, chapter: str, workers: int, on: str) -> None:
    """Grade it and print."""
    with ExitStack() as open_things:
        results = open_things.enter_context(
            ResultsFile(Path(open_things.enter_context(tempfile.TemporaryDirectory())))
        )
        executor = partial(start_pool, workers)
        if on == "dask":
            from distributed import LocalCluster

            local = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
            address = open_things.enter_context(local).scheduler_address
            executor = open_things.enter_context(Cluster(address)).executor
        places = find_handins([folder], chapter)
        started, first, count = time.perf_counter(), 0.0, 0
        for report in grade_class(places, executor, workers, None, results):
            if report.infrastructure_error:
                raise SystemExit(report.infrastructure_error)
            count += 1
            first = first or time.perf_counter()
        results.finish()
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"each": (ended - first) / max(count - 1, 1), "start": first - started, "peak_mb": peak}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else "pool")
