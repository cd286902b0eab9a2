"""What was read, kept as Parquet files, and a DuckDB database made from them to ask."""

from detente.store.exports import FORMATS, TABLES, export, to_json
from detente.store.queries import Queries
from detente.store.record import Record, create, open_record

__all__ = ["FORMATS", "TABLES", "Queries", "Record", "create", "export", "open_record", "to_json"]
