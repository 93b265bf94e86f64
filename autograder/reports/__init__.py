"""A report in words, as a page, as a table; the class at a glance."""
