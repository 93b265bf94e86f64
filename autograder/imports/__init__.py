"""Other systems' downloads -> the folders that `dlfs grade` takes: one module a system."""
