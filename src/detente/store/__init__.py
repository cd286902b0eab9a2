"""Parquet record, DuckDB index, migrations, queries, exports."""

from detente.store.exports import FORMATS, TABLES, export, to_json
from detente.store.queries import Queries
from detente.store.record import Record, create, open_record

__all__ = ["FORMATS", "TABLES", "Queries", "Record", "create", "export", "open_record", "to_json"]
