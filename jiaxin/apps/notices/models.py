"""What people were told. Private to this app; text and number are sealed."""

from django.db import models


class Message(models.Model):
    """消息: to a phone, to a person's page, or both. Sealed under the person's key, so it goes with her."""

    id = models.CharField(max_length=16, primary_key=True)
    made_at = models.DateTimeField(db_index=True)
    told_by = models.CharField(max_length=64)
    subject = models.CharField(max_length=16, blank=True, db_index=True)
    wording = models.CharField(max_length=48)
    owner = models.CharField(max_length=96)
    sealed = models.BinaryField()  # canonical JSON: phone, text
    state = models.CharField(max_length=12, db_index=True)  # delivery.State
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "notices_message"
