"""The `dlfs` command, a file a command: what it prints, and how it ends."""
