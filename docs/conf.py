"""Settings of the docs generator (Sphinx with MyST Markdown)."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from tables import cue_lexicon, error_tree, ledger_tracks, register_counts, status_words, time_rules

project = "Détente"
author = "the Détente developers"
copyright = "2026, the Détente developers"
release = installed("detente")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3
# Tables that would go stale if written by hand: made from the data when the pages are built.
myst_substitutions = {
    "cue_lexicon": cue_lexicon(),
    "error_tree": error_tree(),
    "ledger_tracks": ledger_tracks(),
    "register_counts": register_counts(),
    "status_words": status_words(),
    "time_rules": time_rules(),
}
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

html_theme = "furo"
html_title = f"Détente {release}"
html_static_path = ["_static"]

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_default_options = {"members": True, "undoc-members": False}
nitpicky = False
