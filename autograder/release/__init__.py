"""solutions/ -> assignments/, and what an instructor hands out."""
