"""姓名脱敏 — 张秀英 becomes 张*英, 欧阳娜娜 becomes 欧阳**.

The surname stays, so that she can be greeted; of the given name at most the last character stays, so
that a family can compare it with what she says. A name that is not two to four Han characters keeps
only its first character in each part.
"""

_PAIRS = (
    "欧阳上官司马司徒司空诸葛东方皇甫尉迟公孙慕容令狐长孙宇文夏侯端木百里南宫西门独孤申屠轩辕呼延闻人"
    "澹台濮阳淳于单于太叔仲孙钟离鲜于闾丘东郭南门赫连拓跋万俟第五完颜纳兰"
)
_TWO_CHARACTER_SURNAMES = frozenset(_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2))


def mask_name(name: str) -> str:
    """What the public reads instead of the name. Never the whole name, whatever comes in."""
    name = "".join(name.split()).replace("•", "·").replace("・", "·")
    if not name:
        return "*"
    if "·" in name or not _is_han(name) or len(name) > 4:
        return "·".join(part[0] + "**" if len(part) > 1 else "**" for part in name.split("·") if part) or "*"
    if len(name) == 1:
        return "*"
    if len(name) >= 3 and name[:2] in _TWO_CHARACTER_SURNAMES:
        return name[:2] + "*" * (len(name) - 2)
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def _is_han(text: str) -> bool:
    return all("㐀" <= c <= "鿿" or c == "〇" or "\U00020000" <= c <= "\U0003ffff" for c in text)
