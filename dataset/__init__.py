"""MNIST as the book uses it: embedded digits, the full set on request, and the sample network's weights."""
