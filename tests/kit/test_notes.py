"""Signed notes: the example of the specification verifies, what is changed does not."""

from base64 import b64decode

import pytest

from jiaxin.kit import notes
from jiaxin.kit.crypto import Signer
from jiaxin.kit.notes import TIMED, Checkpoint, NoteKey, Unsound

SIGNER = Signer(bytes(range(32)))
KEY = NoteKey("example.com/log", SIGNER.public)
CLOCK = NoteKey("example.com/log", SIGNER.public, TIMED)
POINT = Checkpoint("example.com/log", 42, bytes(32))


def note(at: int = 1_700_000_000) -> notes.Note:
    text = POINT.text
    return notes.read(f"{text}\n{KEY.line(SIGNER.sign, text)}{CLOCK.line(SIGNER.sign, text, at)}")


def test_the_example_of_the_go_note_package_verifies() -> None:
    """Note and key as printed in the documentation of golang.org/x/mod/sumdb/note."""
    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    name, _, coded = key.split("+", 2)
    signer = NoteKey(name, b64decode(coded)[1:])
    assert signer.text == key
    signed = notes.read(
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert signed.signed_at(signer) == 0


def test_a_checkpoint_comes_back_as_it_was_written() -> None:
    signed = note()
    assert notes.read(str(signed)).checkpoint() == POINT
    assert signed.signed_at(KEY) == 0 and signed.signed_at(CLOCK) == 1_700_000_000
    assert signed.signed_at(NoteKey("somebody.else", SIGNER.public)) is None


def test_another_text_does_not_verify() -> None:
    changed = notes.read(str(note()).replace("\n42\n", "\n43\n"))
    for key in (KEY, CLOCK):
        with pytest.raises(Unsound):
            changed.signed_at(key)


@pytest.mark.parametrize("text", ["", "a\n", "a\n\nb\n", "a\n\n— x y", "origin\n1\n\n— x eA==\n", "o\n01\nAA==\n\n— x eA==\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(Unsound):
        notes.read(text).checkpoint()
