"""Spark on this machine, for the tests that compare it with DuckDB. Needs Java and the extra of requirements/spark.txt."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

MISSING = "" if find_spec("pyspark") and shutil.which("java") else "needs Java and requirements/spark.txt"


@contextmanager
def engine() -> Iterator[tuple[Any, Any]]:
    """An Ibis connection to a local Spark with two threads, and its session; nothing listens beyond the loopback."""
    import ibis
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield ibis.pyspark.connect(session), session
    finally:
        session.stop()
