"""Article -> Claim: what ``detente.reading`` finds in a text becomes records."""

from detente.claims.extract import claims

__all__ = ["claims"]
