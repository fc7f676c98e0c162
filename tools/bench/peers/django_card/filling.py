"""Makes and fills the peer's database from the same sample cards. Runs in a process of its own."""

import os
import sys
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench.peers.django_card.settings"

import django

django.setup()

from django.db import connection  # noqa: E402

from jiaxin.apps.publication import rendering  # noqa: E402
from jiaxin.apps.publication.wording import say  # noqa: E402
from tools.bench import many_cards  # noqa: E402
from tools.bench.peers.django_card.models import Check, Company, Task, Worker  # noqa: E402


def fill(count: int) -> None:
    with connection.schema_editor() as editor:
        for model in (Company, Worker, Check, Task):
            editor.create_model(model)
    samples = list(many_cards.sample_cards(400, date.fromisoformat(sys.argv[2])))
    employer = samples[0].employer
    assert employer is not None
    firm = Company.objects.create(credit_code=employer.credit_code, name=employer.name)
    workers, checks, tasks = [], [], []
    for n in range(count):
        card = samples[n % 400]
        worker = Worker(
            id=n + 1, code=many_cards.code(n), masked_name=card.masked_name, state=card.state, company=firm,
            state_word=say(f"state.{card.state}"), state_sub=say(f"sub.{card.state}"), trades=" · ".join(card.trades),
            mode=say(f"mode.{card.mode}"), star=card.star, orders=card.orders, upheld=card.upheld, as_of=card.as_of,
        )  # fmt: skip
        workers.append(worker)
        for check in filter(None, (card.identity, card.health, card.insurance, card.skill)):
            said = say(f"{check.what}.{check.state.value}", **rendering._line_values(check, card))
            how, label = rendering._how(check, card), say(f"line.{check.what}")
            checks.append(Check(worker=worker, state=check.state.value, label=label, said=said, how=how))
        for task in card.tasks:
            said = "，".join(rendering._gap(gap, card) for gap in task.gaps) or "，".join(rendering._papers(task, card))
            label = say(f"task.{task.code}")
            tasks.append(Task(worker=worker, code=task.code, label=label, said=said, complete=not task.gaps))
    for model, rows in ((Worker, workers), (Check, checks), (Task, tasks)):
        model.objects.bulk_create(rows, batch_size=2000)


fill(int(sys.argv[1]))
