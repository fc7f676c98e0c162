"""Every template is used by a view, a tag or another template, and no form that writes is without its token."""

import re

from tests.architecture.source import named, text, under

BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
BY_ALLAUTH = ("account/", "mfa/", "allauth/", "usersessions/")  # found by name by the sign-in package


def test_every_template_is_used() -> None:
    code = "\n".join(text(path) for path in [*under("jiaxin"), *under("config"), *under("jiaxin", ".html", ".txt")])
    code = code.replace("{PARTS}/", "shared/parts/")
    unused = []
    for path in under("jiaxin", ".html", ".txt"):
        if "/templates/" not in named(path):
            continue
        name = named(path).split("/templates/", 1)[1]
        if name in BY_DJANGO or name.startswith(BY_ALLAUTH) or re.search(rf"""["']{re.escape(name)}""", code):
            continue
        if f'"{name}' not in code and f"shared/parts/{path.name}" not in code:
            unused.append(named(path))
    assert not unused, f"rendered by nobody: {unused}"


def test_every_form_that_writes_carries_its_token() -> None:
    bare = []
    for path in under("jiaxin", ".html"):
        for form in re.findall(r"<form\b.*?</form>", text(path), re.DOTALL):
            if 'method="post"' in form.lower() and "csrf_token" not in form:
                bare.append(named(path))
    assert not bare, f"a form without {{% csrf_token %}}: {bare}"
