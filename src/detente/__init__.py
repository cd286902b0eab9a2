"""Détente reads the news about how states treat each other and keeps the record."""
