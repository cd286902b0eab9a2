"""How tasks are launched; nothing here knows what a task does.

Every engine is an executor of the standard library's ``concurrent.futures`` interface.
"""

from detente.engines.apart import call_apart
from detente.engines.launch import ENGINES, each_done, executor, worker_count

__all__ = ["ENGINES", "call_apart", "each_done", "executor", "worker_count"]
