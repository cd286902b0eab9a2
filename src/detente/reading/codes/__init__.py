"""What: the PLOVER and CAMEO codebooks, the predicate lexicon, and the coder."""

from detente.reading.codes.codebook import Codebook, load_codebook
from detente.reading.codes.coder import Coding, code, code_by_lexicon
from detente.reading.codes.influence import influence
from detente.reading.codes.lexicon import Lexicon, Sense, load_lexicon
from detente.reading.codes.matching import VERB_RECIPIENT, Candidate, candidates
from detente.reading.codes.network import Answer, Network, Question, load_network

__all__ = [
    "VERB_RECIPIENT",
    "Answer",
    "Candidate",
    "Codebook",
    "Coding",
    "Lexicon",
    "Network",
    "Question",
    "Sense",
    "candidates",
    "code",
    "code_by_lexicon",
    "influence",
    "load_codebook",
    "load_lexicon",
    "load_network",
]
