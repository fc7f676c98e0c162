"""Two engines, one answer: the same expressions on DuckDB and on Spark give the same assessments of a demo district."""

import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection

from jiaxin.apps.ledger import segments as files
from jiaxin.apps.ledger.queries import checkpoint
from jiaxin.domain.scoring.batch.naming import column_of, raws
from jiaxin.domain.scoring.batch.numbers import raw_numbers
from jiaxin.domain.scoring.batch.standing import fetched, in_force, inputs, segments, sql
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.demo.tiny import tiny
from tests.played import with_keys_of_its_own
from tests.spark_engine import MISSING, engine

AS_OF = date(2026, 11, 23)
GIVEN = {"code-colour": 2, "company-grade": 4, "district-rating-milli": 4700}

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=MISSING),
    pytest.mark.skipif(connection.vendor == "postgresql", reason="both engines read the same files, whichever database wrote them"),
]


@pytest.fixture
def parquet(settings: Any, tmp_path: Any, transactional_db: None) -> Iterator[list[str]]:
    settings.DATA = tmp_path
    with with_keys_of_its_own(tmp_path):
        tiny(tmp_path)
        files.extend(checkpoint().size)
        yield [str(one) for one in files.files()]


def test_spark_and_duckdb_assess_a_district_alike(parquet: list[str], tmp_path: Path) -> None:
    with duckdb.connect() as database, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pyspark's own
        with engine() as (spark, session):
            database.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet({parquet})")
            session.read.parquet(*parquet).createOrReplaceTempView("facts")
            subjects = [row[0] for row in database.execute("SELECT DISTINCT subject FROM facts ORDER BY 1").fetchall()]
            given = pa.table({"subject": subjects} | {column_of(n): [v] * len(subjects) for n, v in GIVEN.items()})
            pq.write_table(given, tmp_path / "context.parquet")
            database.register("context", given)
            session.read.parquet(str(tmp_path / "context.parquet")).createOrReplaceTempView("context")
            for version in ("worker-2026", "company-2026"):
                measures = {item.indicator.code: item.measure for item in scoring_rules(version).items}
                asked = raw_numbers(in_force(segments(), AS_OF), measures, AS_OF, inputs(GIVEN))
                here = {row["subject"]: row for row in fetched(database, sql(asked))}
                there = {row["subject"]: row for row in spark.to_pyarrow(asked).to_pylist()}
                assert len(here) > 20
                assert _finished(here, measures) == _finished(there, measures)


def _finished(rows: Mapping[str, Mapping[str, Any]], measures: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    return {
        (subject, code): one.finish(raws(row, code, one), AS_OF)
        for subject, row in rows.items()
        for code, one in measures.items()
    }
