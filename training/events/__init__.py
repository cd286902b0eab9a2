"""What fits the weights by which claims are merged into events."""

from pathlib import Path

from detente.events import likeness

DATA = Path(likeness.__file__).with_name("merging.yaml")
"""Where the weights lie."""
