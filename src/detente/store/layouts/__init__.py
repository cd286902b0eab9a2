"""Events in the shapes of other data sets, for scripts that read those: POLECAT, ICEWS, GDELT, PLOVER, JSON-LD."""

from detente.store.layouts.writing import LAYOUTS, export_layout

__all__ = ["LAYOUTS", "export_layout"]
