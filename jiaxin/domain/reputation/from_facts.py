"""From facts to the four tables — orders with what followed them, workers, households, read off the columnar record.

Reads   a view `standing` of facts in force under the ids of today, with the columns of `records/segments`.
Unit    days since 1970-01-01; amounts in fen.
Window  everything up to the day; only what is established: a pending complaint is not.
Silent  administrative penalties stay on their own shelf: nothing of public credit information moves into reputation.
        An order whose family nobody named is a family of its own.
Source  complaint.finding counts, not complaint. Mapping of certificate levels and the days within which a complaint
        belongs to an order: rulebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

NO_PENALTIES: dict[str, list[Any]] = {"worker": [], "t": []}

ORDERS = """
WITH placed AS (
    SELECT subject || ':' || matter AS "order", subject AS worker, matter,
        CAST(coalesce(arg_max(finished_on, position), max(happened_on)) AS DOUBLE) AS t,
        arg_max(counterparty, position) AS family, arg_max(company, position) AS firm,
        coalesce(arg_max(service, position), '') AS job, coalesce(arg_max(amount_fen, position), 0) AS amount,
        arg_max(status, position) AS status
    FROM standing WHERE kind = 'order' AND happened_on <= $day AND matter <> '' GROUP BY subject, matter
), rated AS (
    SELECT subject AS worker, matter, arg_max(stars, position) AS stars, bool_or(coalesce(verified, false)) AS checked
    FROM standing WHERE kind = 'rating' AND happened_on <= $day AND matter <> '' GROUP BY ALL
), visited AS (
    SELECT DISTINCT subject AS worker, matter FROM standing WHERE kind = 'visit' AND happened_on <= $day
), found AS (
    SELECT subject AS worker, matter, arg_max(upheld, position) AS upheld, arg_max(counterparty, position) AS family,
        max(decided_on) AS decided_on
    FROM standing WHERE kind = 'complaint.finding' AND happened_on <= $day GROUP BY subject, matter
), received AS (
    SELECT found.*, coalesce(said.received_on, found.decided_on) AS on_day, coalesce(nullif(found.family, ''), said.family) AS whose
    FROM found LEFT JOIN (
        SELECT subject AS worker, matter, min(received_on) AS received_on, max(counterparty) AS family
        FROM standing WHERE kind = 'complaint' GROUP BY ALL
    ) AS said USING (worker, matter)
), meant AS (
    SELECT received.worker, received.matter, upheld, on_day, arg_max(placed."order", (placed.t, placed."order")) AS "order"
    FROM received LEFT JOIN placed ON placed.worker = received.worker AND placed.t <= on_day AND placed.t >= on_day - $within
        AND (coalesce(whose, '') = '' OR placed.family = whose)
    GROUP BY ALL
), complained AS (SELECT "order", max(upheld::INT) AS upheld FROM meant WHERE "order" IS NOT NULL GROUP BY ALL),
told AS (
    SELECT placed."order", t, placed.worker, coalesce(nullif(family, ''), '?' || placed."order") AS household,
        coalesce(nullif(firm, ''), employer.company, '') AS company, job, amount,
        CASE WHEN visited.matter <> '' OR checked THEN 1 WHEN stars IS NOT NULL THEN 0 ELSE -1 END AS verified,
        coalesce(stars, 0) AS rating, (complained."order" IS NOT NULL)::INT AS complaint, coalesce(complained.upheld, 0) AS upheld
    FROM placed LEFT JOIN rated USING (worker, matter) LEFT JOIN visited USING (worker, matter)
        LEFT JOIN complained ON complained."order" = placed."order" LEFT JOIN employer ON employer.worker = placed.worker
    WHERE t <= $day AND coalesce(status, 'done') <> 'cancelled'
    UNION ALL
    SELECT 'complaint:' || matter || ':' || meant.worker, on_day, meant.worker, '?' || matter, coalesce(company, ''), '', 0,
        -1, 0, 1, upheld::INT
    FROM meant LEFT JOIN employer USING (worker) WHERE meant."order" IS NULL AND on_day <= $day
)
SELECT *, CASE lead(worker) OVER family WHEN worker THEN 1 WHEN NULL THEN -1 ELSE
    CASE WHEN lead(worker) OVER family IS NULL THEN -1 ELSE 0 END END AS repeat
FROM told WINDOW family AS (PARTITION BY household ORDER BY t, "order") ORDER BY "order"
"""

EMPLOYER = """
CREATE OR REPLACE TEMP TABLE employer AS
SELECT subject AS worker, arg_max(company, (happened_on, position)) AS company
FROM standing WHERE kind = 'employment' AND happened_on <= $day AND company <> '' AND (ended_on IS NULL OR ended_on >= $day)
GROUP BY subject
"""

WORKERS = """
SELECT subject AS worker, coalesce(any_value(employer.company), '') AS company,
    CAST(min(happened_on) FILTER (WHERE kind IN ('employment', 'consent', 'order')) AS DOUBLE) AS joined,
    coalesce(max(CASE skill_level {levels} ELSE 0 END) FILTER (WHERE kind = 'skill.certificate'), 0) AS cert,
    count(*) FILTER (WHERE kind = 'training' AND coalesce(passed, true)) AS trainings,
    bool_or(kind = 'consent' AND (withdrawn_on IS NULL OR withdrawn_on > $day)) AS consented
FROM standing LEFT JOIN employer ON employer.worker = subject
WHERE kind IN ('employment', 'consent', 'profile', 'order', 'complaint.finding', 'skill.certificate', 'training') AND happened_on <= $day
GROUP BY subject
HAVING bool_or(kind IN ('employment', 'consent', 'profile', 'order')) ORDER BY subject
"""

FINDINGS = """
SELECT subject AS household, CASE arg_max(finding, position) WHEN 'genuine' THEN 1 WHEN 'staged' THEN 2 ELSE 0 END AS finding
FROM standing WHERE kind = 'suspicion.finding' AND happened_on <= $day GROUP BY subject ORDER BY subject
"""


@dataclass(frozen=True)
class Tables:
    """Arrow tables in the columns of `estimate`; `workers` also says who has consented."""

    orders: Any
    workers: Any
    households: Any


def tables(connection: Any, day: int, within_days: int, levels: Mapping[int, int]) -> Tables:
    """`connection`: DuckDB with the view `standing`; `levels`: skill level → certificate step 0..3."""
    connection.execute(EMPLOYER, {"day": day})
    orders = connection.execute(ORDERS, {"day": day, "within": within_days}).to_arrow_table()
    cases = " ".join(f"WHEN {int(level)} THEN {int(step)}" for level, step in sorted(levels.items()))
    workers = connection.execute(WORKERS.format(levels=cases), {"day": day}).to_arrow_table()
    known = set(workers["worker"].to_pylist())
    orders = orders.filter(pa.array([one in known for one in orders["worker"].to_pylist()], pa.bool_()))
    named = sorted({one for one in orders["household"].to_pylist() if not one.startswith("?")})
    found = dict(connection.execute(FINDINGS, {"day": day}).fetchall())
    households = pa.table(
        {"household": pa.array(named, pa.string()), "finding": pa.array([found.get(one, 0) for one in named], pa.int64())}
    )
    return Tables(orders, workers, households)
