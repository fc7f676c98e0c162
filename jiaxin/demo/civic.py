"""诚信活动 — companies sign the pledge over two months, and a month of honest service is held that some of them join.

The campaign plants no effect: what the district then reads is what the market did by itself.
"""

from datetime import date, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.governance import actions as cases
from jiaxin.demo.accounts import Offices
from jiaxin.demo.district import District
from jiaxin.domain.rulebooks.reading import packaged

CAMPAIGN = "诚信服务月"
BEGINS_BEFORE_END, LASTS = timedelta(days=150), timedelta(days=29)
SIGNED_WITHIN_DAYS = 60


class Civic:
    def __init__(self, district: District, offices: Offices) -> None:
        self._plan, self._offices = district.plan, offices
        self._signing: dict[date, list[tuple[str, str]]] = {}
        first = max(packaged("pledge-2026").valid_from, self._plan.filing_from + timedelta(days=30))
        for company in district.companies:
            chance = self._plan.chance("pledge", company.number)
            if company.reports_itself and chance.random() < (0.85 if company.honest else 0.6):
                on = first + timedelta(days=chance.randrange(SIGNED_WITHIN_DAYS))
                self._signing.setdefault(on, []).append((f"company:{company.number}", company.representative))
        self._begins = self._plan.as_of - BEGINS_BEFORE_END
        self._joining = [f"company:{c.number}" for c in district.companies if self._plan.chance("campaign", c.number).random() < 0.5]

    def on(self, day: date) -> None:
        """What happens on a day."""
        for sender, signer in self._signing.pop(day, ()):
            if actor := self._offices.actor(sender):
                cases.sign_pledge(actor, signer, stroke(signer))
        if self._joining and day == self._begins - LASTS and day > self._plan.filing_from:
            made = cases.plan_campaign(actor_named("bureau-clerk"), CAMPAIGN, self._begins, self._begins + LASTS, len(self._joining))
            for sender in self._joining:
                if actor := self._offices.actor(sender):
                    cases.join_campaign(actor, made)


def stroke(signer: str) -> bytes:
    """A drawing in the place of a signature, another one for every name."""
    picture = Image.new("L", (300, 100), 255)
    points = [(20 + 26 * n, 20 + byte % 60) for n, byte in enumerate(signer.encode()[:10])]
    ImageDraw.Draw(picture).line(points, fill=0, width=4)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
