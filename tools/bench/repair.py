"""From the decision of a repair to the receipt of every place, over companies of a district that was built before.

Each time: a general item is recorded, a partner reads it, the company applies after its shortest time, the authority grants;
then what the job process does, step by step, and the partner's answer to its next question. CPU seconds of this process;
the job process looks four times a second and partners are told to ask once a minute.

    python -m jiaxin demo --workers 2000 --no-serve --data FOLDER
    python -m tools.bench.repair --data FOLDER --times 20

Works on a copy of the folder.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

EVERY_SECONDS = 0.25


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", required=True)
    asked.add_argument("--times", type=int, default=10)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiaxin-repair-") as folder:
        shutil.copytree(chosen.data, Path(folder) / "data")
        _run(str(Path(folder) / "data"), chosen.times)


def _run(data: str, times: int) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(data)
    from jiaxin import pipeline
    from jiaxin.apps.exchange import actions, queries
    from jiaxin.apps.governance import actions as governance
    from jiaxin.apps.governance import queries as cases
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.registry import queries as registry
    from jiaxin.domain.calendar import add_months
    from jiaxin.domain.facts import Channel, Fact, Provenance
    from jiaxin.domain.permissions import Actor, Role
    from jiaxin.kit import clock

    decided = add_months(clock.today(), -4)
    bank = Actor("bank", Role.MARKET, "bank", fresh=True)
    market, chief = Actor("market", Role.MARKET, "market", fresh=True), Actor("chief", Role.BUREAU_ADMIN, "bureau", fresh=True)
    firms, found, places = list(registry.companies()), [], set[str]()
    pipeline.advance()
    for n in range(times):
        firm, number = firms[n % len(firms)], f"试{n}"
        clear = {"document_no": number, "authority": "试", "legal_basis": "试", "penalty_kind": "fine", "penalty_class": "general", "decided_on": decided.isoformat()}
        (entry,) = ledger.append([Fact("penalty", firm, decided, Provenance("market", Channel.FEED, "market"), (number,), clear)])
        pipeline.advance()
        actions.hand_over(bank, firm, clock.today())
        said = {"entry": entry.id, "penalty_class": "general", "decided_on": decided.isoformat(), "duties_done": decided.isoformat(), "commitment": "已签"}
        manager = Actor("manager", Role.COMPANY_MANAGER, firm)
        case = governance.open_case(manager, "repair", firm, entry.id, said, organisation=firm)
        governance.take_step(market, case, "accept")
        governance.take_step(chief, case, "grant")
        began = time.process_time()
        pipeline.advance()
        own = time.process_time() - began
        actions.acknowledge(bank, [one.entry for one in queries.owed("bank", clock.today())], clock.today())
        actions.confirm_repairs()
        whole = time.process_time() - began
        one = cases.case(case)
        reached = one.events[-1].said.get("reached")
        places.update(str(line).partition("：")[0] for line in (reached if isinstance(reached, list) else []))
        found.append((own, whole, one.closed, len(registry.workers_of(firm))))
    found.sort()
    print(f"repairs {times}, confirmed everywhere {sum(f[2] for f in found)}, workers of the companies up to {max(f[3] for f in found)}")
    print("places named: " + "、".join(sorted(places)))
    print(f"own places, CPU seconds: median {found[times // 2][0]:.2f}, most {found[-1][0]:.2f}")
    most = max(f[1] for f in found)
    print(f"with the partner's receipt: most {most:.2f}; plus the job's pause {EVERY_SECONDS} s and, for partners, their own minute at most")


if __name__ == "__main__":
    main()
