"""What: the PLOVER and CAMEO codebooks, the predicate lexicon, and the coder."""

from detente.reading.codes.codebook import Codebook, load_codebook
from detente.reading.codes.coder import Coding, code
from detente.reading.codes.lexicon import Lexicon, Sense, load_lexicon
from detente.reading.codes.matching import Candidate, candidates

__all__ = ["Candidate", "Codebook", "Coding", "Lexicon", "Sense", "candidates", "code", "load_codebook", "load_lexicon"]
