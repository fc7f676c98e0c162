"""Words of the district and its trade that no password holds: written down as data, and used where passwords are set."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jiaxin.apps.access.passwords import own_words

GOOD = "quiet lanterns by river 41"


def test_each_word_of_the_list_is_refused_however_it_is_written(settings):
    settings.DISTRICT_NAME = "样例区"
    words = own_words("样例区")
    assert len(words) > 15 and {"样例区", "样例", "jiaxin", "家政"} <= words
    for word in words:
        for typed in (f"{GOOD} {word}", f"{word.upper()}{GOOD}", f"{GOOD}{'-'.join(word)}"):
            with pytest.raises(ValidationError) as why:
                validate_password(typed)
            assert [one.code for one in why.value.error_list] == ["password_own_word"], typed
    with pytest.raises(ValidationError):
        validate_password(f"{GOOD}ｊｉａｘｉｎ")  # full width


def test_a_password_without_them_is_taken(settings):
    settings.DISTRICT_NAME = "样例区"
    validate_password(GOOD)


@pytest.mark.django_db
def test_the_page_that_changes_a_password_says_so(client, district):
    from jiaxin.apps.access.models import Account

    client.force_login(Account.objects.get(username="bureau"), backend="allauth.account.auth_backends.AuthenticationBackend")
    old = "a long enough phrase 7"
    told = client.post("/account/password/", {"oldpassword": old, "password1": f"{GOOD} jia-xin", "password2": f"{GOOD} jia-xin"})
    assert told.status_code == 200 and "常用词" in told.text
    assert client.post("/account/password/", {"oldpassword": old, "password1": GOOD, "password2": GOOD}).status_code == 302
