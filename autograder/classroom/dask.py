"""Grading on a Dask cluster: its workers need this kit installed, and no shared disk."""

from __future__ import annotations

from concurrent.futures import Executor

CONNECT_SECONDS = 10


class ClusterError(Exception):
    """A cluster that cannot be used; the text says why."""


class Cluster:
    """A connection to a Dask scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    ClusterError
        If Dask is not installed, nobody answers, or no worker is there.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError("--scheduler needs Dask: pip install -e '.[cluster]'") from None
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {address}: {error}") from None
        threads: dict[str, int] = self._client.nthreads()
        self.workers = len(threads)
        if not threads:
            self._client.close()
            raise ClusterError(
                f"the scheduler at {address} has no workers; on each machine: OPENBLAS_NUM_THREADS=1 "
                f"dask worker {address} --nworkers auto --nthreads 1"
            )

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def executor(self) -> Executor:
        """An executor on its workers; what a worker that dies had in hand is tried once more elsewhere."""
        executor: Executor = self._client.get_executor(pure=False, retries=1)
        return executor
