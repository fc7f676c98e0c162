"""送达 — the step by which a notice is proven to have reached her: by what is known, never by what is assumed.

What a machine knows the system writes itself: the operator's receipt of the message, the moment she opened the case. What
happened on paper an officer writes, with the file that shows it: her signature at a counter, the receipt of the post.
Source  《行政处罚法》第61条；《民事诉讼法》第87条以下（比照）. ASSUMED: working days within which it is to be served (measure_serve).
Not here  the time to answer, which begins with it (effect); where the receipts come from (notices).
"""

from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.table import Event, Step

BY_SYSTEM = {"sms": "短信送达", "read": "本人已打开"}
ON_PAPER = {"counter": "当面签收", "post": "邮寄送达"}
PROOFS = {**BY_SYSTEM, **ON_PAPER}
_LAW = "《行政处罚法》第61条（比照）"


def service(origins: tuple[str, ...], who: tuple[P, ...], notice: str) -> tuple[Step, ...]:
    """The step in each state in which the notice may have to be served; once in a case."""
    return tuple(
        Step("serve", "登记送达", (one,), one, (*who, P.JOB_RUN), _LAW, within="measure_serve", since=notice, at_most=1, needs=("proof", "receipt?", "evidence?"), serves=True)
        for one in origins
    )


def proven(event: Event) -> None:
    """Raises Refused for a proof that this hand cannot know, or that nothing shows."""
    proof, machine = str(event.said.get("proof")), event.actor.startswith("system:")
    if proof not in (BY_SYSTEM if machine else ON_PAPER):
        raise Refused("serve.proof", f"“{PROOFS.get(proof, proof)}”不能由人登记" if not machine else f"系统不登记“{PROOFS.get(proof, proof)}”", "当面签收和邮寄送达由办理人登记，短信和本人打开由系统登记")
    if not machine and not event.said.get("evidence"):
        raise Refused("serve.evidence", "没有附送达凭证", "请附上签收单或邮寄回执的照片")
