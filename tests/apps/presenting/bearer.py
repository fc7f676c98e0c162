"""Who acts in these tests: a clerk, and her at her own phone."""

from jiaxin.domain.permissions import Actor, Role

CLERK = Actor("clerk", Role.BUREAU_CLERK, fresh=True)


def herself(subject: str) -> Actor:
    return Actor("worker:1", Role.WORKER, subject=subject)
