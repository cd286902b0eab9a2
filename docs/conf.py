"""Settings of the docs generator (Sphinx with MyST Markdown)."""

from importlib.metadata import version as installed

project = "Détente"
author = "the Détente developers"
copyright = "2026, the Détente developers"
release = installed("detente")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
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
