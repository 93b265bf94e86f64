"""What an exercise is checked with: public checks, hidden graders, how it is asked by hand."""
