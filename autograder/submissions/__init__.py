"""What was handed in: files, notebooks, zips and folders -> code cells -> a module."""
