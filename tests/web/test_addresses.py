"""Where a page sends people on, and what protects their cookies."""

import stat

import pytest

from app import create_app
from app.web.visitor import safe_next

ELSEWHERE = (
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\r/evil.example",
    "/\n/evil.example",
    "/ /evil.example",
    "/%09/evil.example",
    "/%0d/evil.example",
    "/%2509/evil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/\x7f/evil.example",
    "/\u2028/evil.example",
    "javascript:alert(1)",
    "inbox",
    "",
    None,
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(target):
    assert safe_next(target) is None


@pytest.mark.parametrize(
    "target", ["/", "/inbox", "/cases?q=น้ำ", "/cases?q=%E0%B8%99+a%20b", "/tasks/7#f-title"]
)
def test_a_path_of_our_own_is_followed(target):
    assert safe_next(target) == target


@pytest.fixture
def app_at(tmp_path, monkeypatch):
    """app_at("https://…") is an application reached there, with a database of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda url: create_app(
        {"TESTING": True, "SECRET_KEY": "a secret", "PUBLIC_URL": url, "DATABASE_URL": "sqlite:///var/own.db"}
    )


def test_on_https_every_cookie_is_secure_and_browsers_stay_there(app_at):
    app = app_at("https://flow.example.org")

    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert "max-age=31536000" in app.test_client().get("/sign-in").headers["Strict-Transport-Security"]


def test_on_plain_http_nothing_asks_for_https(app_at):
    app = app_at("http://127.0.0.1:8000")

    assert not app.config["SESSION_COOKIE_SECURE"]
    assert "Strict-Transport-Security" not in app.test_client().get("/sign-in").headers


def test_nobody_else_of_the_machine_reads_the_database(app_at, tmp_path):
    app_at("http://127.0.0.1:8000")

    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var/own.db").stat().st_mode) == 0o600
