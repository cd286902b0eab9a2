"""The command line: thin over the Python interface."""

from detente.cli.main import cli, main

__all__ = ["cli", "main"]
