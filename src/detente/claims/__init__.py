"""Article -> Claim: puts all of reading together."""

from detente.claims.extract import claims

__all__ = ["claims"]
