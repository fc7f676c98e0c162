"""An app is entered by its face: import-linter contract.

Outside its own package, a module of an app may be imported only when its name is one of `face`
(for every app) or it is listed in `also` (for one app, by full name).
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FacesContract(Contract):
    apps = fields.StringField()
    face = fields.ListField(subfield=fields.StringField())
    also = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        open_doors = set(self.also)  # type: ignore[call-overload]
        broken = []
        for app in sorted(graph.find_children(self.apps)):  # type: ignore[arg-type]
            allowed = {f"{app}.{name}" for name in self.face} | open_doors  # type: ignore[attr-defined]
            for module in sorted({app} | graph.find_descendants(app)):
                if module == app or module in allowed:
                    continue
                for importer in sorted(graph.find_modules_that_directly_import(module)):
                    if importer != app and not importer.startswith(f"{app}."):
                        broken.append((importer, module))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, module in check.metadata["broken"]:
            output.print_error(f"{importer} imports {module}: call the app's actions or queries instead")
