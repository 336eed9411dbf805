"""What every answer carries and every request must keep to."""

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.extensions import db
from app.refusals import Invalid, LengthRequired, NotFound

LARGEST_ID = 2**53
# Nothing from elsewhere, nothing inline. A page that needs more (the table editor) sets its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = f"max-age={365 * 24 * 3600}"


def init_app(app: Flask) -> None:
    if proxies := int(app.config["TRUSTED_PROXIES"]):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
    app.before_request(limit_body)
    app.before_request(refuse_odd_addresses)
    app.before_request(choose_session)
    app.after_request(add_headers)


def limit_body() -> None:
    """A JSON body is small; only an upload may be larger. Beyond it: 413 before anything is read; a body that
    does not say its length would be cut silently at the limit: 411."""
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired()
    if request.mimetype != "multipart/form-data" and not request.mimetype.endswith("zip"):
        request.max_content_length = current_app.config["MAX_JSON_LENGTH"]


def refuse_odd_addresses() -> None:
    """A NUL or a number beyond every id in the address names nothing we have."""
    parts = (request.view_args or {}).values()
    if any(part > LARGEST_ID if isinstance(part, int) else "\0" in str(part) for part in parts):
        raise NotFound()
    if any("\0" in value for _, value in request.args.items(multi=True)):
        raise Invalid("ที่อยู่มีอักขระ NUL", "The address has a NUL character.", "odd_text")


def choose_session() -> None:
    """Under /api, reading takes no write lock and opens no transaction."""
    if request.path.startswith("/api/"):
        db.session.info["read_only"] = request.method in ("GET", "HEAD")


def add_headers(response):
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["PUBLIC_URL"].startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
    if request.path.startswith("/api/") and response.mimetype.endswith("json"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
