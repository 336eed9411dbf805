"""Pages for people: rendered on the server, Thai first, working without JavaScript."""

from flask import request
from werkzeug.utils import import_string

from app.web.assets import asset, keep_static
from app.web.context import FILTERS, page_context
from app.web.pages import pages

MODULES = (
    "sign_in",
    "inbox",
    "tasks",
    "cases",
    "entries",
    "opening",
    "messages",
    "collections",
    "links",
    "incidents",
    "notices",
    "substitutes",
    "overdue",
    "processes",
    "register_forms",
    "registers",
    "papers",
    "revisions",
    "staff",
    "me",
    "choosing",
    "audit",
    "privacy",
)


def init_app(app):
    """Register the pages, what templates may call, and the page a refusal becomes outside /api/."""
    for module in MODULES:
        import_string(f"app.web.pages.{module}")
    app.register_blueprint(pages)
    app.context_processor(lambda: page_context() if not request.path.startswith("/api/") else {})
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.after_request(keep_static)
    app.extensions["error_page"] = import_string("app.web.errors:error_page")
