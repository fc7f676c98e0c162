"""批量评分 — the set-based face of scoring: everybody at once, over the fact segments, on DuckDB or Spark.

    naming     what the columns are called, which rows a measure rests on
    standing   which rows stand, by joins
    faces      every measure as expressions over the rows of one kind
    numbers    one row a subject: raw numbers, and the positions they rest on
    grounded   positions into entries and days
    everybody  from those to assessments, the same bytes as for one subject

The first and the last two need no Ibis, so a process that only assesses is there in half the time: nothing is
imported here.
"""
