"""签发 — which keys sign codes, and what was signed: enough to show single facts later under the same root."""

from django.db import models


class CodeKey(models.Model):
    """A key that signs codes. Its secret half lies in `access.code_keys`; here is what everybody may know."""

    kid = models.CharField(max_length=8, primary_key=True)
    scheme = models.CharField(max_length=10)
    public = models.BinaryField(max_length=64)
    since = models.DateTimeField()
    until = models.DateTimeField()  # signs until
    accepted_until = models.DateTimeField()  # what it signed counts until
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "publication_code_key"


class Issue(models.Model):
    """One set of facts under one root, as codes carry it. A new one only when what she could show has changed."""

    id = models.CharField(max_length=16, primary_key=True)
    code = models.BinaryField(max_length=32, db_index=True)  # key of the code
    subject = models.CharField(max_length=16, db_index=True)
    root = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    sealed = models.BinaryField()  # names, values and salts, under her key

    class Meta:
        db_table = "publication_issue"
