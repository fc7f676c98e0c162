"""列式计算 — DuckDB in memory and nowhere else: what it works on is personal data, and a spill file would lie unsealed on the disk.

Without room it refuses (`OutOfMemoryException`) and leaves nothing behind; the share of memory stands in `config/limits.toml`.
A test keeps every other module from opening a connection of its own.
"""

import os
import tomllib
from pathlib import Path

import duckdb

_PERCENT: int = tomllib.loads((Path(__file__).resolve().parents[2] / "config" / "limits.toml").read_text("utf-8"))["columns"]["memory_percent"]
_CONTAINER = Path("/sys/fs/cgroup/memory.max")
_NO_SPILL = {"temp_directory": "", "max_temp_directory_size": "0KB"}


def in_memory(memory: str = "") -> duckdb.DuckDBPyConnection:
    """An empty database in memory that never writes to the disk. memory: as DuckDB reads it, `512MB`; empty: the share of the machine."""
    return duckdb.connect(config={**_NO_SPILL, "memory_limit": memory or f"{_room() * _PERCENT // 100 // 2**20}MiB"})


def _room() -> int:
    """Bytes this process may count on: the machine's, or less where a container says so."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    said = _CONTAINER.read_text("ascii").strip() if _CONTAINER.exists() else ""
    return min(machine, int(said)) if said.isdecimal() else machine
