"""A student's desk: `dlfs start`, `check`, `watch`, `hint`, `progress`, offline.

The commands stay light. The student's code runs in a child process of its own (`child.py` starts it,
`worker.py` is it), which may hang, print, crash or end itself.
"""
