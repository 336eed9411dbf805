"""DGTi Flow: who acts, over HTTP, remembered in a database."""

from collections.abc import Mapping


def create_app(given: Mapping | None = None):
    """The Flask application, put together; `given` wins over the environment (app/config.py).

    The parts are imported here and not above, so that a command which needs no server starts at once.
    """
    from app.assembly import assemble

    return assemble(given)
