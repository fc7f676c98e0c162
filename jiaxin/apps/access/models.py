"""What this app keeps: accounts, organisations, keys, and what people looked at. Private to the app.

No personal data in clear: a phone number is a blind index beside a sealed value.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Organisation(models.Model):
    """机构. The id of a company is its subject id; other ids are words such as `bureau`."""

    id = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)  # company, bureau, street, market, labour, civil, police, association …
    code = models.CharField(max_length=18, blank=True, db_index=True)  # credit code, where it has one
    region = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_organisation"


class Accounts(BaseUserManager["Account"]):
    """What Django's own sign-in asks for."""


class Account(AbstractBaseUser):
    """账号: one person at one keyboard in one role. `label` names the post, not the person."""

    username = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=24, blank=True)  # domain.permissions.Role; empty: no post yet
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)
    street = models.CharField(max_length=16, blank=True)
    grid = models.CharField(max_length=24, blank=True)
    subject = models.CharField(max_length=16, blank=True, db_index=True)
    phone_index = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)  # sealed under `account:<username>`
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        db_table = "access_account"
        constraints = [models.UniqueConstraint("phone_index", "role", name="one_account_per_phone_and_role")]


class Grant(models.Model):
    """授权记录: who gave whom which post, when. Never changed, only followed by another."""

    at = models.DateTimeField()
    given_by = models.CharField(max_length=64)
    account = models.ForeignKey(Account, models.PROTECT)
    role = models.CharField(max_length=24)
    organisation = models.CharField(max_length=64, blank=True)
    street = models.CharField(max_length=16, blank=True)
    grid = models.CharField(max_length=24, blank=True)
    active = models.BooleanField()

    class Meta:
        db_table = "access_grant"


class Invitation(models.Model):
    """邀请: a link, good once and for hours, with which somebody sets the password of an account alone."""

    digest = models.BinaryField(primary_key=True, max_length=32)  # of the secret in the link
    account = models.ForeignKey(Account, models.PROTECT)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # used, or replaced by a later one

    class Meta:
        db_table = "access_invitation"


class Session(AbstractBaseSession):
    """会话: whose it is and on what kind of device, so that its owner can see and end it. No network address."""

    account = models.ForeignKey(Account, models.CASCADE, null=True)
    device = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from jiaxin.apps.access.session_store import SessionStore

        return SessionStore


class CityIdentity(models.Model):
    """An identity of the city's unified sign-in, bound to an account by its owner. A blind index, nothing readable."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True)
    identity = models.BinaryField(max_length=32, unique=True)
    bound_at = models.DateTimeField()

    class Meta:
        db_table = "access_city_identity"


class MachineKey(models.Model):
    """接口密钥: a program of an organisation. Only the digest of the token is kept."""

    id = models.CharField(max_length=16, primary_key=True)
    token_digest = models.BinaryField()
    account = models.ForeignKey(Account, models.PROTECT)
    label = models.CharField(max_length=40, blank=True)  # which program, never a person
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True)  # noted once an hour
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "access_machine_key"


class PhoneCode(models.Model):
    """短信验证码, as sent: only its digest, with the tries against it."""

    id = models.CharField(max_length=32, primary_key=True)
    phone_index = models.BinaryField(db_index=True)
    phone = models.BinaryField()  # sealed under `phone-codes`
    address_index = models.BinaryField(db_index=True)
    code_digest = models.BinaryField()
    made_at = models.DateTimeField()
    tries = models.IntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_phone_code"


class OwnerKey(models.Model):
    """保管库密钥: one per person, claim, household or file. Destroyed: emptied, the row stays."""

    owner = models.CharField(max_length=96, primary_key=True)
    wrapped = models.BinaryField()
    kek_id = models.CharField(max_length=16)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    destroyed_because = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "access_key"


class Rewrapping(models.Model):
    """更换主密钥: every person's key wrapped anew, once; how far it is. Nobody's data stands here."""

    because = models.CharField(max_length=8)
    kek_id = models.CharField(max_length=16)
    suite = models.SmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    total = models.BigIntegerField()
    done = models.BigIntegerField(default=0)

    class Meta:
        db_table = "access_rewrapping"


class Vault(models.Model):
    """One row whose number grows with every destruction, so that other processes drop what they hold."""

    generation = models.BigIntegerField()

    class Meta:
        db_table = "access_vault"


class Read(models.Model):
    """查阅回执: one act of looking at personal data. Never changed."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64, db_index=True)
    role = models.CharField(max_length=24)
    organisation = models.CharField(max_length=64, blank=True)
    street = models.CharField(max_length=16, blank=True)
    purpose = models.CharField(max_length=64)
    fields = models.CharField(max_length=200)
    reference = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "access_read"


class ReadSubject(models.Model):
    """Whom an act of looking concerned, one row each, so that she finds it."""

    read = models.ForeignKey(Read, models.PROTECT, db_constraint=False)
    subject = models.CharField(max_length=16, db_index=True)

    class Meta:
        db_table = "access_read_subject"


class ReadLeaf(models.Model):
    """The place of a receipt in the log of receipts. `body` is what the leaf covers."""

    position = models.BigAutoField(primary_key=True)
    read = models.OneToOneField(Read, models.PROTECT, db_constraint=False)
    body = models.BinaryField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        db_table = "access_read_leaf"


class ReadHead(models.Model):
    """The end of the log of receipts, and the highest receipt placed so far. One row."""

    name = models.CharField(max_length=20, primary_key=True)
    size = models.BigIntegerField(default=0)
    edge = models.BinaryField(default=b"")
    root = models.BinaryField(default=b"")
    recorded_us = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=8, default="sha256")  # of the whole log, since its first leaf

    class Meta:
        db_table = "access_read_head"


class Refusal(models.Model):
    """拒绝记录: what somebody was not allowed to do. Never changed."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64, db_index=True)
    role = models.CharField(max_length=24)
    permission = models.CharField(max_length=64)
    kind = models.CharField(max_length=32, blank=True)
    owner = models.CharField(max_length=96, blank=True)
    organisation = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=32)

    class Meta:
        db_table = "access_refusal"


class Export(models.Model):
    """导出记录: a list that left the house, and for what. Its rows' codes follow from its id. Never changed."""

    id = models.CharField(max_length=16, primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, db_index=True)
    organisation = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=64)
    rows = models.IntegerField()
    receipt = models.BigIntegerField(null=True)  # the receipt that names whom the list holds
    what = models.CharField(max_length=32, blank=True)  # what the file is called
    fields = models.CharField(max_length=80, blank=True)  # classes of what stands on it
    budget = models.CharField(max_length=8, blank=True)  # own, back, seen by a second one; empty: one officer alone
    approval = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "access_export"


class ExportAsk(models.Model):
    """导出申请: what one officer may not take alone, until another has said yes or no or a day is over.

    `form` is what was filled in, sealed (a name may stand in it), so that the file is made of the same choice and no other.
    """

    id = models.CharField(max_length=16, primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, db_index=True)
    organisation = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=32)
    purpose = models.CharField(max_length=64)
    rows = models.IntegerField()
    fields = models.CharField(max_length=80)
    path = models.CharField(max_length=120, blank=True)  # empty: no file, more pages of a list
    form = models.BinaryField()
    choice = models.BinaryField(max_length=32)
    good_until = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    granted = models.BooleanField(default=False)
    reason = models.CharField(max_length=100, blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_export_ask"


class Alarm(models.Model):
    """警报: something that needs a person's eye, once until she has looked. `about`: an account or a log, never a worker."""

    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=64)
    said = models.CharField(max_length=200)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    seen_by = models.CharField(max_length=64, blank=True)
    seen_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "access_alarm"
        constraints = [models.UniqueConstraint("kind", "about", condition=models.Q(seen_at=None), name="one_open_alarm")]


class KnownDevice(models.Model):
    """A kind of device an administrator has signed in from before, in the words of `sessions.device_of`."""

    account = models.ForeignKey(Account, models.CASCADE)
    device = models.CharField(max_length=40)
    since = models.DateTimeField()

    class Meta:
        db_table = "access_known_device"
        constraints = [models.UniqueConstraint("account", "device", name="one_row_per_device")]


class Shipped(models.Model):
    """外送进度: how far a stream of security events was delivered to the log server, and when it was last reached."""

    stream = models.CharField(max_length=16, primary_key=True)
    upto = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "access_shipped"
