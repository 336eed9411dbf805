"""The fixtures: read this before writing a test.

`app`       the application, once on SQLite and once on PostgreSQL; every test finds its database freshly
            furnished: the Sriracha centre, a person for each role, the processes of bpmn/dgti published
`person`    person("triage_analyst") is somebody with that role: .username, .token, .roles
`client`    client("triage_analyst") speaks HTTP as that person; client() as nobody
`case`      a case just submitted · `complete` answers a task · `open_tasks` names what waits
`server`    the application on a real port · `page` a page of a real browser (tests/web, SQLite only)

What is imported inside a fixture is imported there so that tests/engine runs without the application.
"""

import hypothesis
import pytest

from tests.support.databases import PostgresServer, furnishing

hypothesis.settings.register_profile("quick", max_examples=100, deadline=None)
hypothesis.settings.register_profile("deep", max_examples=5000, deadline=None)
hypothesis.settings.load_profile("quick")


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server: the one in DATABASE_URL, or our own, begun when its .url is first read."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def furnished_on(postgres, tmp_path_factory):
    """furnished_on("sqlite"): an application whose database is furnished once and renewed for each test."""
    from tests.support.office import Furnished

    yield from furnishing(Furnished, "test", postgres, tmp_path_factory)


@pytest.fixture(params=["sqlite", "postgresql"])
def furnished(request, furnished_on):
    """The furnished application on each database; a module may ask for one of them by indirect parameters."""
    office = furnished_on(request.param)
    office.renew()
    yield office
    office.rest()


@pytest.fixture
def app(furnished):
    return furnished.app


@pytest.fixture
def person(furnished):
    return furnished.person


@pytest.fixture
def client(app, person):
    from tests.support.people import Client

    def client(role=None):
        return Client(app, person(role) if role else None)

    return client


@pytest.fixture
def server(app):
    from tests.support.browser import LiveServer

    live = LiveServer(app)
    yield live
    live.stop()


@pytest.fixture(scope="session")
def browser():
    from tests.support.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser, server):
    context = browser.new_context(base_url=server.url, locale="th-TH", timezone_id="Asia/Bangkok")
    yield context.new_page()
    context.close()
