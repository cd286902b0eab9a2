"""What fits the weights by which claims are merged into events."""
