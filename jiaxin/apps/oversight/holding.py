"""在册计数 — what the district holds, in counts alone (`jiaxin status --json`)."""

from django.conf import settings

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.queries import contents
from jiaxin.apps.registry import queries as registry

FOLLOWER = "pipeline"  # the name under which derived tables keep how far they follow the ledger


def status() -> dict[str, int]:
    """Persons, companies, claims that wait, files, facts, cards before the public; how far the log goes and is followed."""
    files, size = registry.file_counts(), ledger.checkpoint().size
    return {
        "workers": registry.count("worker"),
        "companies": registry.count("company"),
        "households": registry.count("household"),
        "claims": intake.claim_counts().get("awaiting", 0),
        "confirmed_files": files["confirmed"],
        "facts": size,
        "cards": sum(contents(settings.DATA).states.values()),
        "last_position": size,
        "followed": ledger.followed(FOLLOWER),
    }
