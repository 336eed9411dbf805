"""The one place where the parts of the application are put together."""

from collections.abc import Mapping

from flask import Flask

from app import api, config, errors, extensions, security, web, wire
from app.cases.desk import leaving
from app.cases.running import clocks, cycles, starts, told
from app.contributions import keeping, letters
from app.contributions import operations as collected
from app.notices import acts, doors, drawn, welcoming
from app.notices import operations as tellings
from app.people import passwords


def assemble(given: Mapping | None = None) -> Flask:
    """The application, put together. `given` wins over the environment; app/config.py says what there is."""
    app = Flask("app", static_folder="web/static", static_url_path="/static")
    app.config.update(config.settings(given))
    app.json = wire.Json(app)

    extensions.init_app(app)
    passwords.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    api.init_app(app)
    leaving.init_app(app)
    starts.init_app(app)
    clocks.init_app(app)
    told.init_app(app)
    cycles.init_app(app)
    acts.init_app(app)
    doors.init_app(app)
    drawn.init_app(app)
    tellings.init_app(app)
    welcoming.init_app(app)
    for part in (keeping, collected, letters):
        part.init_app(app)
    web.init_app(app)
    return app
