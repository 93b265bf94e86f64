"""The release gate: how often the graders are wrong, measured."""
