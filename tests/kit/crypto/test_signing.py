from jiaxin.kit.crypto import Signer, Verifier


def test_the_first_vector_of_rfc_8032():
    signer = Signer(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    assert signer.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signer.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901"
        "555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def test_an_altered_message_is_not_accepted():
    signer = Signer.new()
    signature = signer.sign(b"message")
    assert Verifier(signer.public).accepts(signature, b"message")
    assert not Verifier(signer.public).accepts(signature, b"massage")
    assert Signer(signer.private).public == signer.public
