"""`make bench`: the benchmarks in tools/bench, what each measures and how it is run."""

import ast
from pathlib import Path

BENCHES = Path(__file__).resolve().parent / "bench"


def main() -> None:
    found = sorted(path for path in BENCHES.glob("*.py") if path.name != "__init__.py")
    for path in found:
        said = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0].replace("\n", " ")
        print(f"python -m tools.bench.{path.stem}\n    {said}")
    if not found:
        print("there is no benchmark in tools/bench yet")


if __name__ == "__main__":
    main()
