"""中文、English — the reader chooses, the cookie remembers, and nothing else decides."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def test_a_browser_that_prefers_english_still_gets_chinese():
    page = Client(HTTP_ACCEPT_LANGUAGE="en-US,en").get(SIGN_IN).content.decode()
    assert '<html lang="zh-hans"' in page
    assert "家政服务业信用体系" in page


def test_english_is_chosen_kept_and_left_again():
    browser = Client()
    answer = browser.get("/language/en", HTTP_REFERER=f"http://testserver{SIGN_IN}")
    assert answer["Location"] == SIGN_IN
    page = browser.get(SIGN_IN)
    said = page.content.decode()
    assert '<html lang="en"' in said
    assert "Home-service credit system" in said
    assert "家政" not in said
    assert "Cookie" in page["Vary"]
    browser.get("/language/zh", HTTP_REFERER=f"http://testserver{SIGN_IN}")
    assert '<html lang="zh-hans"' in browser.get(SIGN_IN).content.decode()


def test_what_no_such_page_says_is_english_too():
    browser = Client()
    browser.cookies["lang"] = "en"
    answer = browser.get("/verify/nothing-here")
    assert "No paper has this code." in answer.content.decode()


def test_a_choice_never_leads_to_another_site():
    assert Client().get("/language/en", HTTP_REFERER="https://elsewhere.example/x")["Location"] == "/notices/"


def test_a_script_of_an_english_page_is_answered_in_english_and_a_program_in_chinese():
    browser = Client()
    browser.cookies["lang"] = "en"
    asked = browser.get("/field/hello", HTTP_ACCEPT="application/json").json()
    assert asked["code"] == "access.sign-in" and asked["said"].isascii() and asked["do_this"].isascii()
    assert not Client().get("/field/hello", HTTP_ACCEPT="application/json").json()["said"].isascii()
