"""本人建档、上门建档: how long one worker takes to file herself by phone, or a grid worker at her door, by the keystroke-level model; no person was timed.

    python -m tools.bench.filing_by_phone

Operators and seconds: Card, Moran & Newell, "The Keystroke-Level Model for User Performance Time with Interactive
Systems", Communications of the ACM 23(7), 1980: K by typist (0.28 average non-secretary, 0.75 complex codes, 1.20 worst
typist unfamiliar with the keyboard), P 1.10 to point, M 1.35 to prepare. H is nought: the hand does not leave the glass.
A tap is P (the glass has no separate button press). ASSUMED: a Chinese letter costs three keystrokes (pinyin and choice).
ASSUMED: the notice is read aloud at four letters a second, a name is signed in six. The system's answers are not in the
model. A test keeps the fields here equal to those of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

P, M = 1.10, 1.35
TYPISTS = {"average": (0.28, 0.75), "worst": (1.20, 1.20)}  # seconds a key: plain text, codes of digits
KEYS_A_LETTER = 3
ALOUD, SIGNED = 4.0, 6.0  # letters a second; seconds


@dataclass(frozen=True, slots=True)
class Step:
    """One thing she does. `taps` on the glass; `typed` letters of plain text or of a code; `thinks` M operators."""

    what: str
    field: str = ""
    taps: int = 1
    chinese: int = 0
    code: int = 0
    thinks: int = 1


SIGN_IN = (
    Step("打开登录页，填手机号", code=11),
    Step("取验证码"),
    Step("填验证码", code=6),
    Step("登录"),
    Step("现在自己建档"),
)
FORM = (
    Step("姓名", "name", chinese=3),
    Step("身份证号", "id_number", code=18),
    Step("工种，两项", "job_types", taps=2, thinks=2),
    Step("现住址", "residence_address", chinese=14),
    Step("所属企业", "company_credit_code", taps=2),
    Step("健康证明类别", "health_class", taps=2),
    Step("体检日期", "health_checked_on", taps=4),
    Step("证书名称", "skill_name", chinese=5),
    Step("证书编号", "skill_number", code=22),
    Step("证书照片：拍、用", "certificate", taps=3),
    Step("本人照片：拍、用", "photo", taps=3),
    Step("同意的事项，六项各看一句", "purpose", taps=6, thinks=6),
    Step("建档"),
)


AT_THE_DOOR = (
    Step("口令", code=9),
    Step("朗读告知"),
    *(step for step in FORM if step.field and step.field != "purpose"),
    Step("本人签名"),
    Step("存下这一份"),
)


def interactions(steps: Sequence[Step]) -> int:
    """Taps, and one for each field that is typed into."""
    return sum(step.taps + (1 if step.chinese or step.code else 0) for step in steps)


def seconds(steps: Sequence[Step], typist: str) -> float:
    plain, code = TYPISTS[typist]
    return sum(step.thinks * M + step.taps * P + step.chinese * KEYS_A_LETTER * plain + step.code * code for step in steps)


def at_the_door(typist: str, notice: int) -> float:
    """Seconds from the grid worker's code to the kept record; `notice`: letters that are read to her."""
    return seconds(AT_THE_DOOR, typist) + notice / ALOUD + SIGNED


def main() -> None:
    print(f"{'step':32} {'taps':>4} {'typed':>5} {'average s':>9} {'worst s':>8}")
    for step in (*SIGN_IN, *FORM):
        typed = step.chinese + step.code
        print(f"{step.what:32} {step.taps:>4} {typed:>5} {seconds([step], 'average'):>9.1f} {seconds([step], 'worst'):>8.1f}")
    whole = (*SIGN_IN, *FORM)
    fields = sum(1 for step in FORM if step.field)
    print(f"\nfields {fields} (bar: at most 12); interactions {interactions(whole)} with sign-in, {interactions(FORM)} of the form (bar: at most 40)")
    for typist in TYPISTS:
        print(f"{typist:8} {seconds(whole, typist):6.0f} s by the model, without the system's answers and without reading the notice aloud")
    print(f"\nat the door, by the grid worker: {interactions(AT_THE_DOOR)} interactions; with a notice of 600 letters read aloud and her signature")
    for typist in TYPISTS:
        print(f"{typist:8} {at_the_door(typist, 600):6.0f} s (bar: at most 480)")


if __name__ == "__main__":
    main()
