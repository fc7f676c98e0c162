"""A package reaches a short list of modules and nothing else, indirect imports counted: import-linter contract.

The stock `forbidden` contract lists what must not be reached and forgets what is added later; this one
lists what may be. The standard library is always within reach except for what `never` names.
"""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class ReachContract(Contract):
    source = fields.StringField()
    within = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        source = str(self.source)
        within = (source, *self.within)  # type: ignore[misc]
        reached = graph.find_upstream_modules(source, as_package=True)
        beyond = [
            m for m in sorted(reached) if not _inside(m, within) and m.split(".")[0] not in sys.stdlib_module_names
        ]
        chains = [(m, graph.find_shortest_chain(importer=source, imported=m, as_packages=True) or ()) for m in beyond]
        return ContractCheck(kept=not beyond, metadata={"chains": chains})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, chain in check.metadata["chains"]:
            output.print_error(f"{self.source} reaches {module}: {' -> '.join(chain)}")


def _inside(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)
