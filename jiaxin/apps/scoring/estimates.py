"""口碑估计 — what each run published, and whom it asks a person to look at.

A run is one fact in the record; its figures stay here and only grow, so that a score of any past day finds the
estimate it was given. What is suspected is a list of work and can be made again.
"""

from django.db import models


class ReputationRun(models.Model):
    """估计批次 — one run: day, how far the record was read, parameters, and the Merkle root over all estimates."""

    position = models.BigIntegerField(primary_key=True)  # of the run's own entry in the record
    entry = models.CharField(max_length=16)
    run_on = models.DateField(db_index=True)
    input_position = models.BigIntegerField()
    extent = models.CharField(max_length=8)  # cold | nightly
    model = models.CharField(max_length=24)
    rulebook = models.CharField(max_length=64)
    parameters = models.CharField(max_length=64)  # SHA-256 of the frozen parameters
    root = models.CharField(max_length=64)
    estimated = models.IntegerField()
    moved = models.IntegerField()
    drift_micro = models.IntegerField(null=True)  # of a cold fit: most a score moved against the parameters before
    rank_kept_micro = models.IntegerField(null=True)  # and the rank correlation of the two, in millionths

    class Meta:
        db_table = "scoring_reputation_run"


class ReputationEstimate(models.Model):
    """估计沿革 — a row whenever the published value moved by a step: valid from that day and position on. Millionths."""

    subject = models.CharField(max_length=16)
    from_day = models.DateField()
    from_position = models.BigIntegerField(db_index=True)
    score = models.IntegerField()
    low = models.IntegerField()
    high = models.IntegerField()
    complaint = models.IntegerField()  # that the next order ends in an upheld complaint

    class Meta:
        db_table = "scoring_reputation_estimate"
        indexes = (
            models.Index(fields=["subject", "from_day", "from_position"], name="scoring_reputation_course"),
        )


class Suspected(models.Model):
    """待核查家庭 — whose orders look staged, why, and what a person found. Ratings weigh less; nobody is punished."""

    household = models.CharField(max_length=16, primary_key=True)
    firm = models.CharField(max_length=16, blank=True, db_index=True)
    suspicion = models.IntegerField()  # thousandths
    since = models.DateField()
    orders = models.IntegerField()
    document = models.BinaryField()  # canonical JSON: reasons (code, thousandths) and orders (worker, day, stars, checked)
    finding = models.CharField(max_length=10, blank=True, default="")
    found_by = models.CharField(max_length=64, blank=True, default="")
    found_on = models.DateField(null=True)

    class Meta:
        db_table = "scoring_suspected"
        indexes = (models.Index(fields=["finding", "-suspicion"], name="scoring_suspected_work"),)
