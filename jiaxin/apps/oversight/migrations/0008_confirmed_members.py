"""An entry counts once it is confirmed. Nobody confirmed what was there, and who entered it cannot be told apart: it waits for the company, from today."""

from typing import Any

from django.db import migrations, models

from jiaxin.apps.access.scoping import over_all_rows
from jiaxin.kit import clock


def wait(apps: Any, schema_editor: Any) -> None:
    """What was ended kept only who ended it."""
    member = apps.get_model("oversight", "Member")
    member.objects.filter(until=None).update(asked_on=clock.today())
    member.objects.exclude(until=None).update(
        asked_on=models.F("since"), ended_by=models.F("said_by"), ended_at=models.F("said_at"), ended_how="left", said_by=""
    )


class Migration(migrations.Migration):
    dependencies = [("oversight", "0007_reach_of_members")]

    operations = [
        migrations.RemoveConstraint("member", "oversight_one_membership"),
        migrations.AlterField("member", "said_by", models.CharField(blank=True, max_length=64)),
        migrations.AddField("member", "asked_on", models.DateField(null=True)),
        migrations.AddField("member", "confirmed_by", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("member", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("member", "paper", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("member", "ended_by", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("member", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("member", "ended_how", models.CharField(blank=True, default="", max_length=9)),
        migrations.RunPython(over_all_rows(wait, "members of every company wait for its word"), migrations.RunPython.noop),
        migrations.AlterField("member", "asked_on", models.DateField()),
        migrations.AddConstraint(
            "member",
            models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("association", "company"), name="oversight_one_membership"),
        ),
    ]
