"""Shares of a key, and boxes that their writer cannot open."""

import io
import os
from itertools import combinations

import pytest

from jiaxin.kit.crypto import Broken, boxes, sharing


def test_any_two_of_three_give_the_secret_back_and_one_does_not():
    secret = os.urandom(32)
    shares = sharing.split(secret)
    for two in combinations(shares, 2):
        assert sharing.joined(two) == secret
    for one in shares:
        with pytest.raises(sharing.NoSecret, match="1 of 2"):
            sharing.joined([one])


def test_one_share_says_nothing():
    """The same share belongs to every secret: for each byte of it there is a polynomial through any value at 0."""
    first = [sharing.split(b"\x00")[0].at[0] for _ in range(4000)]
    assert len(set(first)) == 256


def test_a_share_typed_from_paper_is_read_and_a_wrong_digit_found():
    share = sharing.split(b"k" * 32)[1]
    assert sharing.read(f" {share.text.upper()} ") == share
    for at in range(len(share.text)):
        wrong = share.text[:at] + ("0" if share.text[at] != "0" else "1") + share.text[at + 1 :]
        with pytest.raises((sharing.NoSecret, ValueError)):
            sharing.read(wrong)


def test_shares_of_two_secrets_are_not_mixed():
    with pytest.raises(sharing.NoSecret, match="different"):
        sharing.joined([sharing.split(b"a" * 32)[0], sharing.split(b"b" * 32)[1]])


@pytest.mark.parametrize("size", [0, 1, boxes.CHUNK, boxes.CHUNK + 1, 3 * boxes.CHUNK])
def test_a_box_opens_with_the_private_half_alone(size):
    private, public = boxes.new_pair()
    data, out = os.urandom(size), io.BytesIO()
    boxes.seal([data[:7], data[7:]], public, out)
    assert b"".join(boxes.opened(io.BytesIO(out.getvalue()), private)) == data
    with pytest.raises(Broken):
        list(boxes.opened(io.BytesIO(out.getvalue()), boxes.new_pair()[0]))


@pytest.mark.parametrize("harm", ["flip", "cut", "swap"])
def test_a_box_that_was_altered_cut_or_reordered_does_not_open(harm):
    private, public = boxes.new_pair()
    out = io.BytesIO()
    boxes.seal([os.urandom(3 * boxes.CHUNK)], public, out)
    box, step = out.getvalue(), boxes.CHUNK + 16 + 4
    broken = {
        "flip": box[:99] + bytes([box[99] ^ 1]) + box[100:],
        "cut": box[: 40 + 2 * step],
        "swap": box[:40] + box[40 + step : 40 + 2 * step] + box[40 : 40 + step] + box[40 + 2 * step :],
    }[harm]
    with pytest.raises(Broken):
        list(boxes.opened(io.BytesIO(broken), private))
