"""jiaxin resolve: any roster in, clusters out, with clear words where it cannot."""

import csv
from pathlib import Path

import pytest

from jiaxin.portals.console.resolve import run

AWKWARD = """序号;姓名;身份证号码;出生年月;联系电话;性别;户籍;单位名称
1;王 秀英;９９０１０２１９７５０３０８１２３４;;120 0000 0001;女;福建福州;安心家政
2;王秀英（月嫂）;9901**********1234;1975.3.8;12000000001;;福建省福州市;
3;王秀瑛;990102750308123;75-03-08;;女;福建;安心家政服务有限公司
4;王秀英;990102197503081234;27461;+86-12000000001/12000000002;F;;

5;張麗華;99010119800101002x;1980/1/1;12000000003;女;;
6;张丽华;99010119800101002X;一九八〇年一月一日
7;张姐;;1980-01-01;12000000003;;;;;多出来的一格
"""


def _clusters(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["rec_id"]: row["cluster_id"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_roster_with_other_headings_separators_and_encodings_is_read(tmp_path, encoding):
    roster, out = tmp_path / "名单.csv", tmp_path / "out.csv"
    roster.write_bytes(AWKWARD.encode(encoding))
    assert run([str(roster), "--out", str(out)]) == 0
    found = _clusters(out)
    assert [found[n] for n in "1234567"] == ["1", "1", "1", "1", "5", "5", "5"]


def test_two_genuine_numbers_never_share_a_person_whatever_else_agrees(tmp_path):
    roster, out = tmp_path / "r.csv", tmp_path / "out.csv"
    rest = "1990-03-01,12000000001,安徽芜湖,保洁,安心家政\n"
    roster.write_text(
        "rec_id,source,report_date,name,sex,id_no,birth,phone,native,job,company\n"
        f"a,company,2025-01-01,李梅,女,990202199003010022,{rest}"
        f"b,company,2025-02-01,李梅,女,990202199003010049,{rest}"
        f"c,street,2025-03-01,李梅,女,,{rest}",
        "utf-8",
    )
    assert run([str(roster), "--out", str(out)]) == 0
    found = _clusters(out)
    assert found["a"] != found["b"]


def test_what_a_person_must_decide_is_listed_with_reasons(tmp_path, capsys):
    roster, out, asked = tmp_path / "r.csv", tmp_path / "out.csv", tmp_path / "asked.csv"
    roster.write_text(  # one number copied down under two people
        "rec_id,name,sex,id_no,birth,phone\n"
        "a,李梅,女,990202199003010022,1990-03-01,12000000001\n"
        "b,李梅,女,990202199003010022,1990-03-01,12000000001\n"
        "c,周建国,男,990202199003010022,1966-11-20,12055550009\n",
        "utf-8",
    )
    assert run([str(roster), "--out", str(out), "--questions", str(asked)]) == 0
    found = _clusters(out)
    assert found["a"] == found["b"] != found["c"]
    with asked.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert "姓名" in lines[1][3]
    assert "手机号不同" in lines[1][3]


@pytest.mark.parametrize(
    ("content", "said"),
    [("甲,乙\n1,2\n", "表头"), ("姓名,电话\n", "没有数据行"), (None, "没有找到文件")],
)
def test_what_is_no_roster_is_told_in_plain_words(tmp_path, capsys, content, said):
    roster = tmp_path / "r.csv"
    if content is not None:
        roster.write_text(content, "utf-8")
    assert run([str(roster), "--out", str(tmp_path / "o.csv")]) == 2
    assert said in capsys.readouterr().err


def test_damaged_rows_and_repeated_record_numbers_lose_nobody(tmp_path):
    roster, out = tmp_path / "r.csv", tmp_path / "out.csv"
    roster.write_bytes("rec_id,姓名,手机\nx,王\x00芳,12000000001\nx,李\"红,12000000002\n,,\n".encode())
    assert run([str(roster), "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert [r[0] for r in rows] == ["x", "x", ""]
    assert len({r[1] for r in rows}) == 3
