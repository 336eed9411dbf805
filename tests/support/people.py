"""Somebody who acts in a test, and the client that acts for them."""

from dataclasses import dataclass

from flask.testing import FlaskClient

from app.extensions import db


@dataclass(frozen=True)
class Person:
    """Somebody of the furnished office."""

    username: str
    token: str
    password: str


class Client(FlaskClient):
    """Speaks as one person, and ends a request as the server does: what nobody committed is gone."""

    def __init__(self, app, person=None):
        super().__init__(app, app.response_class, use_cookies=True)
        self.person = person

    def open(self, *args, **kwargs):
        headers = dict(kwargs.pop("headers", None) or {})
        if self.person:
            headers.setdefault("Authorization", f"Bearer {self.person.token}")
        response = super().open(*args, headers=headers, **kwargs)
        with self.application.app_context():
            db.session.rollback()
        return response
