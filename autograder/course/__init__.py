"""What the course is: chapters, exercises, references as compiled code, the kit's version."""
