"""On whose word, and whether it happened: attributions, the chain of voices, status and factuality."""

from detente.reading.voices.attributions import Attribution, find_attributions, voices
from detente.reading.voices.chain import voice_chain
from detente.reading.voices.cues import Cue, Cues, load_cues
from detente.reading.voices.happening import happened
from detente.reading.voices.status import explain, factuality, status, told

__all__ = [
    "Attribution",
    "Cue",
    "Cues",
    "explain",
    "factuality",
    "find_attributions",
    "happened",
    "load_cues",
    "status",
    "told",
    "voice_chain",
    "voices",
]
