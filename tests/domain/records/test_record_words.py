"""Words of choices, and the keys that tell facts apart."""

from jiaxin.domain.records.kind import kind, kinds
from jiaxin.domain.records.natural_key import natural_key, seals


def test_a_word_as_people_write_it_finds_its_code():
    result = kind("identity.check").field("result")
    assert [result.choice(w) for w in ("通过", "比对不一致", "查无此人", "passed", "大概")] == [
        "passed",
        "abnormal",
        "not_found",
        "passed",
        None,
    ]
    assert result.word("not_found") == "查无"


def test_an_open_list_keeps_the_first_spelling():
    trades = kind("profile").field("job_types")
    assert trades.choice("月嫂") == "母婴护理"
    assert trades.choice("保安") is None


def test_a_key_is_made_of_fields_and_parties_in_order():
    assert natural_key(kind("employment"), {"started_on": "2024-03-01"}, company="C") == ("C", "2024-03-01")
    assert natural_key(kind("attestation"), {"of": "E1"}, source="S") == ("E1", "S")
    assert natural_key(kind("insurance"), {"insurance_kind": "工伤"}) == ("工伤", "")


def test_a_key_with_a_policy_number_says_that_it_must_be_hashed():
    assert seals(kind("insurance")) and seals(kind("skill.certificate"))
    assert not seals(kind("order"))


def test_a_code_of_an_open_list_is_said_in_words() -> None:
    from jiaxin.domain.records.spoken import spoken

    said = {("employment", "employment_mode", "employee"): "员工制", ("insurance", "insurance_kind", "accident"): "意外伤害险", ("order", "service", "nanny"): "保姆"}
    for (record, field, code), words in said.items():
        assert spoken(kind(record).field(field), code) == words
        assert spoken(kind(record).field(field), words) == words
    assert spoken(kind("profile").field("job_types"), ["cleaning", "育婴"]) == "保洁、育婴"


def test_money_is_said_in_yuan_and_read_back_as_the_same_fen() -> None:
    from jiaxin.domain.records.spoken import spoken
    from jiaxin.domain.values.readers import reader

    found = [field for code in kinds() for field in kind(code).fields if field.reads == "money_fen"]
    assert found
    for field in found:
        assert spoken(field, 690705) == "6907.05 元"
        assert reader("money_fen")(spoken(field, 690705))[0] == 690705
