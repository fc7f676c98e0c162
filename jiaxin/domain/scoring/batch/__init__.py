"""批量评分 — the set-based face of scoring: everybody at once, over the fact segments, on DuckDB or Spark.

    standing   which rows stand, by joins
    faces      every measure as expressions over the rows of one kind
    numbers    one row a subject: raw numbers, and the positions they rest on
    grounded   positions into entries and days
    everybody  from those to assessments, the same bytes as for one subject
"""

from jiaxin.domain.scoring.batch.everybody import assessments as assessments
from jiaxin.domain.scoring.batch.faces import column_of as column_of
from jiaxin.domain.scoring.batch.faces import given_names as given_names
from jiaxin.domain.scoring.batch.grounded import Places as Places
from jiaxin.domain.scoring.batch.grounded import Ragged as Ragged
from jiaxin.domain.scoring.batch.numbers import raw_numbers as raw_numbers
from jiaxin.domain.scoring.batch.numbers import raws as raws
from jiaxin.domain.scoring.batch.numbers import with_grounds as with_grounds
from jiaxin.domain.scoring.batch.standing import coming as coming
from jiaxin.domain.scoring.batch.standing import fetched as fetched
from jiaxin.domain.scoring.batch.standing import gone as gone
from jiaxin.domain.scoring.batch.standing import in_force as in_force
from jiaxin.domain.scoring.batch.standing import in_force_sql as in_force_sql
from jiaxin.domain.scoring.batch.standing import inputs as inputs
from jiaxin.domain.scoring.batch.standing import places as places
from jiaxin.domain.scoring.batch.standing import segments as segments
from jiaxin.domain.scoring.batch.standing import sql as sql
