"""The database is brought up and down by numbered steps, and is then what the models say."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app.extensions import MIGRATIONS, db, migrate, model_differences, unmigrate


@pytest.fixture(scope="session")
def steps():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return list(ScriptDirectory.from_config(config).walk_revisions())


def test_the_migrated_database_is_what_the_models_say(app):
    assert model_differences(app) == []


def test_every_step_goes_both_ways(app, steps):
    for step in steps:
        unmigrate(app, step.down_revision or "base")
    with app.app_context():
        assert inspect(db.engine).get_table_names() in ([], ["alembic_version"])
    for step in reversed(steps):
        migrate(app, step.revision)

    assert model_differences(app) == []


def test_the_steps_are_numbered_without_gaps(steps):
    assert [step.revision for step in reversed(steps)] == [f"{n:04d}" for n in range(1, len(steps) + 1)]
