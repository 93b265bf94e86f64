"""Many submissions: pools and workers, results, grades, what counts, what is alike."""
