"""已知漏洞 — advisories in the form of OSV (schema 1.x), as exported offline, against the exact versions of lock files. Asks nobody.

A file of advisories is one JSON object, a list, `{"vulns": […]}`, or a zip of such files. A version is affected where it is listed, or lies
between an `introduced` and the next `fixed` (exclusive) or `last_affected` (inclusive) of a range; versions are compared as their
ecosystem does: PEP 440 for PyPI, Semantic Versioning 2.0 for npm.
"""

import json
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

PYPI, NPM = "PyPI", "npm"
GRADES = ("critical", "high", "medium", "low")
UNKNOWN = "high"  # what nobody graded is not taken for harmless
_WORDS = {"CRITICAL": "critical", "HIGH": "high", "MODERATE": "medium", "MEDIUM": "medium", "LOW": "low"}
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)
_SEMVER = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$")
_MOST_BYTES = 64 << 20  # of one record unzipped


class Unreadable(Exception):
    """No file of advisories, or a record in it that cannot be understood; nothing may be concluded from the rest."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One locked version. `name` as its ecosystem compares it; `where`: the lock files that hold it."""

    ecosystem: str
    name: str
    version: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One advisory that touches one locked version. `fixed`: first versions without it, as the advisory names them."""

    id: str
    pin: Pin
    grade: str
    fixed: tuple[str, ...]
    summary: str


def pins(requirements: Path, package_lock: Path) -> list[Pin]:
    """Every version that the lock files name. Raises FileNotFoundError where there is none."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for path in sorted(requirements.glob("*.txt")):
        for name, version in _PIN.findall(path.read_text("utf-8")):
            found.setdefault((PYPI, _plain(name), version), set()).add(path.name)
    for path, package in json.loads(package_lock.read_text("utf-8"))["packages"].items():
        if path and "version" in package:
            name = package.get("name") or path.rpartition("node_modules/")[2]
            found.setdefault((NPM, name, package["version"]), set()).add(package_lock.name)
    return [Pin(*key, tuple(sorted(where))) for key, where in sorted(found.items())]


def records(path: Path) -> Iterator[Mapping[str, Any]]:
    """Every advisory of a file, a zip read member by member. Raises Unreadable."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for member in packed.infolist():
                    if member.filename.endswith(".json"):
                        if member.file_size > _MOST_BYTES:
                            raise Unreadable(f"{member.filename}: larger than {_MOST_BYTES} bytes")
                        yield from _several(json.loads(packed.read(member)), member.filename)
        else:
            yield from _several(json.loads(path.read_bytes()), path.name)
    except (OSError, ValueError, zipfile.BadZipFile, RuntimeError) as why:
        raise Unreadable(f"{path.name}: {why}") from why


def against(known: Iterable[Mapping[str, Any]], locked: Iterable[Pin]) -> tuple[list[Flaw], int]:
    """(what touches a locked version, the gravest first; how many advisories were read). Raises Unreadable."""
    by_name: dict[tuple[str, str], list[Pin]] = {}
    for pin in locked:
        by_name.setdefault((pin.ecosystem, pin.name), []).append(pin)
    found, count = dict[tuple[str, Pin], Flaw](), 0
    for one in known:
        count += 1
        if one.get("withdrawn"):
            continue
        for affected in one.get("affected") or ():
            package = affected.get("package") or {}
            ecosystem, name = str(package.get("ecosystem", "")), str(package.get("name", ""))
            for pin in by_name.get((ecosystem, _plain(name) if ecosystem == PYPI else name), ()):
                if touches(affected, pin):
                    found[str(one["id"]), pin] = Flaw(str(one["id"]), pin, grade_of(one, affected), _fixed(affected), str(one.get("summary", ""))[:120])
    return sorted(found.values(), key=lambda flaw: (GRADES.index(flaw.grade), flaw.pin.name, flaw.id)), count


def touches(affected: Mapping[str, Any], pin: Pin) -> bool:
    """Whether this entry of `affected` holds the locked version (OSV schema, “Evaluation”)."""
    if pin.version in (affected.get("versions") or ()):
        return True
    order = _python if pin.ecosystem == PYPI else _semver
    here = order(pin.version)
    for span in affected.get("ranges") or ():
        if span.get("type") not in ("ECOSYSTEM", "SEMVER"):
            continue
        events = [(kind, str(at)) for event in span.get("events") or () for kind, at in event.items()]
        inside = False
        # at one version what opens stands before what closes, as the schema sorts them
        for kind, at in sorted(events, key=lambda event: ((0,) if event[1] == "0" else (1, order(event[1])), event[0] != "introduced")):
            if kind == "introduced" and (at == "0" or here >= order(at)):
                inside = True
            elif (kind == "fixed" and here >= order(at)) or (kind == "last_affected" and here > order(at)):
                inside = False
        if inside:
            return True
    return False


def grade_of(one: Mapping[str, Any], affected: Mapping[str, Any]) -> str:
    """The gravest of what its own data base says and what CVSS 3 vectors come to; `high` where nobody says."""
    said = {
        grade
        for word in ((holder.get(key) or {}).get("severity") for holder in (one, affected) for key in ("database_specific", "ecosystem_specific"))
        if isinstance(word, str) and (grade := _WORDS.get(word.upper()))
    }
    for severity in (*(one.get("severity") or ()), *(affected.get("severity") or ())):
        if severity.get("type") == "CVSS_V3" and (points := cvss3(str(severity.get("score", "")))) is not None:
            said.add(of_points(points))
    return next((grade for grade in GRADES if grade in said), UNKNOWN)


def of_points(points: float) -> str:
    return "critical" if points >= 9 else "high" if points >= 7 else "medium" if points >= 4 else "low"


_METRICS = {
    "AV": {"N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2}, "AC": {"L": 0.77, "H": 0.44}, "UI": {"N": 0.85, "R": 0.62},
    "C": {"H": 0.56, "L": 0.22, "N": 0.0}, "I": {"H": 0.56, "L": 0.22, "N": 0.0}, "A": {"H": 0.56, "L": 0.22, "N": 0.0},
}  # fmt: skip
_PRIVILEGES = {"U": {"N": 0.85, "L": 0.62, "H": 0.27}, "C": {"N": 0.85, "L": 0.68, "H": 0.5}}


def cvss3(vector: str) -> float | None:
    """The base score of a vector of CVSS 3.0 or 3.1 (FIRST, specification 3.1, 7.1 and appendix A); None for anything else."""
    if not vector.startswith(("CVSS:3.0/", "CVSS:3.1/")):
        return None
    said = dict(part.split(":", 1) for part in vector.split("/")[1:] if ":" in part)
    try:
        scope = said["S"]
        value = {name: weights[said[name]] for name, weights in _METRICS.items()} | {"PR": _PRIVILEGES[scope][said["PR"]]}
    except KeyError:
        return None
    base = 1 - (1 - value["C"]) * (1 - value["I"]) * (1 - value["A"])
    impact = 6.42 * base if scope == "U" else 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15
    if impact <= 0:
        return 0.0
    total = impact + 8.22 * value["AV"] * value["AC"] * value["PR"] * value["UI"]
    tenths = round(min(total if scope == "U" else 1.08 * total, 10) * 100_000)
    return tenths / 100_000 if tenths % 10_000 == 0 else (math.floor(tenths / 10_000) + 1) / 10


def _several(said: Any, name: str) -> Iterator[Mapping[str, Any]]:
    several = said["vulns"] if isinstance(said, dict) and "vulns" in said else said if isinstance(said, list) else [said]
    for one in several:
        if not isinstance(one, dict) or not isinstance(one.get("id"), str) or not isinstance(one.get("affected") or [], list):
            raise Unreadable(f"{name}: no advisory in the form of OSV")
        yield one


def _fixed(affected: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(event["fixed"]) for span in affected.get("ranges") or () if span.get("type") != "GIT" for event in span.get("events") or () if "fixed" in event)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()  # PEP 503


def _python(version: str) -> Any:
    try:
        return Version(version)
    except InvalidVersion as why:
        raise Unreadable(f"version {version!r}: {why}") from why


def _semver(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    """Orders as Semantic Versioning 2.0, 11: what stands after a hyphen comes before the version itself."""
    read = _SEMVER.match(version)
    if read is None:
        raise Unreadable(f"version {version!r} is no semantic version")
    parts = tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in (read[4] or "").split(".") if one)
    return tuple(int(n or 0) for n in read.groups()[:3]), read[4] is None, parts
