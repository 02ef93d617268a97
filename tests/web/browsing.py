"""Somebody with a browser at a desk in memory: pages in, forms out."""

import re
from html import unescape
from urllib.parse import urlencode

from starlette.applications import Starlette
from web.asking import Answered, ask
from web.desks import csrf_of, enter


class Person:
    """Logged in under a name."""

    def __init__(self, app: Starlette, name: str) -> None:
        self.app = app
        self.headers = enter(app, name)
        self.csrf = csrf_of(app, self.headers)

    def get(self, path: str) -> Answered:
        return ask(self.app, path, headers=self.headers)

    def post(self, path: str, *fields: tuple[str, str]) -> Answered:
        body = urlencode([("csrf", self.csrf), *fields]).encode()
        return ask(self.app, path, method="POST", headers=self.headers, body=body)

    def seen(self, path: str = "/desk/inbox") -> tuple[str, str]:
        """What a page says that was seen, as its forms send it back."""
        found = re.search(r'name="seen" value="([^"]+)"', self.get(path).text)
        assert found
        return "seen", found[1]


def fields_of(answer: Answered, action: str) -> list[tuple[str, str]]:
    """The hidden fields of the first form with that action, but the token."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', answer.text, re.DOTALL)
    assert form, f"{action} has no form"
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    return [(name, unescape(value)) for name, value in found if name != "csrf"]
