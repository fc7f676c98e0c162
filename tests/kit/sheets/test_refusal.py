import ast
import re
from pathlib import Path

from jiaxin.kit.sheets.refusal import SENTENCES, Unreadable, refused

KIT = Path(__file__).parents[3] / "jiaxin" / "kit"


def test_the_facts_stand_in_the_sentence() -> None:
    refusal = refused("sheet.columns", sheet="花名册", row=7, found=120, limit=100)
    assert isinstance(refusal, Unreadable)
    assert refusal.said == "工作表“花名册”第 7 行的数据用到了第 120 列，超过 100 列的上限"
    assert refused("sheet.rows", sheet="", limit=5).said == "文件的数据超过 5 行"


def test_every_sentence_is_chinese_and_says_what_to_do() -> None:
    for said, do_this in SENTENCES.values():
        assert re.search(r"[一-鿿]{2}", said)
        assert re.search(r"[一-鿿]{4}", do_this)


def test_every_code_in_use_has_a_sentence_and_every_sentence_is_used() -> None:
    used: set[str] = set()
    for path in [*KIT.glob("sheets/*.py"), KIT / "confined.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "refusal.py":
                used |= {node.value} & set(SENTENCES) | (
                    {node.value}
                    if re.fullmatch(r"(file|zip|xlsx|xml|sheet|strings|xls|csv|reading)\.[a-z-]+", node.value)
                    else set()
                )
    used -= {"xl.workbook"}
    assert used - {"styles.xml"} == set(SENTENCES)
