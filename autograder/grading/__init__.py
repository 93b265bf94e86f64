"""The main job: one submission in, one report out."""
