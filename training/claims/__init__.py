"""Fits the gate before the coder: which triples of a sentence are worth a question, by the example pages' gold."""
