"""评价回复 — what a company answers to one rating of an order of its people: once, in plain words.

Source  《广东省家政服务条例》第9条 (mutual evaluation): who is spoken of may answer; one answer per rating, the rules of
        `rulebooks/reviews-*.toml` say how long it may be put right and how long it may be.
Silent  it stands only while its rating stands (history), and no indicator reads it.
Not here  which words are refused (domain/reviews/plain_words), hiding it (a correction by the bureau, or an objection).
"""

from jiaxin.domain.records.kind import Basis, Field, Kind, Shelf, Tone

KIND = Kind(
    code="reply",
    label="评价回复",
    subject="worker",
    tone=Tone.NEUTRAL,
    basis=Basis.TRANSACTION,
    source="《广东省家政服务条例》第9条",
    fields=(
        Field("of", "回复的评价", "code_text", required=True),
        Field("text", "回复内容", "long_text", sealed=True, required=True),
    ),
    key=("of",),
    retention="rating",
    objection="objection",
    submitters=("company",),
    shelf=Shelf.INDUSTRY,
)
