"""企业公开页 — a company card becomes one finished page. Two shelves stay visibly apart."""

from html import escape

from jiaxin.apps.publication.rendering import Place, banner, live, masthead, stars, style, views
from jiaxin.apps.publication.wording import say
from jiaxin.domain.disclosure import CompanyCard, Honour, PublishedPenalty
from jiaxin.kit.pages import document

_BANNERS = {"cancelled": "grey", "revoked": "red"}  # no green: a register entry is no recommendation


def company_page(card: CompanyCard, place: Place) -> str:
    """Register, industry reputation, and public credit information in its own box."""
    status = f"company.status.{card.status}"
    kind = f"{say(f'mode.{card.mode}')} · " if card.mode else ""
    head = (
        f'<section class="box"><h1 class="name">{escape(card.name)}</h1>'
        f"<p>{kind}{say('company.code')}<br><b>{escape(card.credit_code)}</b></p></section>"
    )
    warning = ""
    if card.status in _BANNERS:
        warning = banner(_BANNERS[card.status], say(status), "", say(f"{status}.sub"))
    body = (
        f'{masthead(place)}<main><div class="one">{head}'
        f"{live(warning, _reputation(card))}</div>"
        f'<div class="two">{live(_penalties(card))}<a class="help" href="/help/company/{escape(card.credit_code)}">{say("help")}</a></div></main>'
        f"<footer>{say('company.as-of', on=card.as_of.isoformat())}{views()}</footer>"
    )
    return document(say("company.title", name=escape(card.name)), style(), body, "company", index=True)


def _reputation(card: CompanyCard) -> str:
    green = (
        say("company.green.none")
        if card.valid_code_percent is None
        else say("company.green.n", n=card.valid_code_percent)
    )
    rows = [
        (say("company.status"), say(f"company.status.{card.status}")),
        (say("company.established"), card.established_on.isoformat() if card.established_on else say("unknown-value")),
        (say("company.workers"), say("company.workers.n", n=card.workers)),
        (say("company.green"), green),
        (say("company.pledge"), _pledge(card)),
    ]
    if card.honours:
        rows.append((say("company.honours"), "<br>".join(map(_honour, card.honours))))
    listed = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in rows)
    line = say("record.line", orders=card.orders, upheld=card.upheld) + (say("record.disputed", n=card.disputed) if card.disputed else "")
    return (
        f'<section class="box"><h2>{say("company.reputation")}</h2><p>{stars(card.star)}</p><p>{line}</p>'
        f"<dl>{listed}</dl></section>"
    )


def _honour(one: Honour) -> str:
    name = f"{escape(one.name)}（{say(f'honour.{one.level}')}）" if one.level else escape(one.name)
    return say("company.honour", name=name, through=one.through.isoformat())


def _pledge(card: CompanyCard) -> str:
    if card.pledge_signed_on is None:
        return say("company.pledge.none")
    if card.pledge_breached:
        return say("company.pledge.breached")
    return say("company.pledge.signed", on=card.pledge_signed_on.isoformat())


def _penalties(card: CompanyCard) -> str:
    items = "".join(map(_penalty, card.penalties)) or f"<p>{say('company.penalties.none')}</p>"
    return (
        f'<section class="box"><h2>{say("company.penalties")}</h2>{items}'
        f"<p><small>{say('company.penalties.note')}</small></p></section>"
    )


def _penalty(one: PublishedPenalty) -> str:
    said = say(
        "company.penalty",
        on=one.decided_on.isoformat(),
        authority=escape(one.authority),
        severity=say(f"severity.{one.severity}"),
        basis=escape(one.legal_basis),
        until=one.until.isoformat(),
    )
    return f'<div class="penalty"><b>{escape(one.document_no)}</b>{say("disputed") if one.disputed else ""}<p>{said}</p></div>'
