"""一人一码 — what is printed in a code and how anybody checks it, without us and without a network.

`payload` is what is signed, `disclosures` what may be shown later against it, `keylist` and `statuslist` what a
verifier carries with it, `verdict` the judgement with its reasons. Signatures themselves are checked by a function
the caller passes in: this folder knows no cipher. `front/code/` of the consumer portal is the same in the browser;
the vectors in tests/fixtures/onecode hold both to it.
"""
