"""Canvas, Moodle, Gradescope, GitHub: their downloads in, their tables out."""
