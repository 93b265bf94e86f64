"""The sealed room: the only place where a student's code runs when it is graded."""
