"""Results in other systems' formats: one module a system."""
