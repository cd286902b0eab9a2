"""Trains the models that find stories on pages as text and HTML."""
