"""The API keeps the promises of its OpenAPI document, whatever is thrown at it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi import checks

EXAMPLES = 16
ASKING = ("intake_officer", "process_owner")
CHECKS = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
)
# One code serves every register: two of them are probed, one with and one without a centre of its own.
REGISTERS = "/registers/"
PROBED = ("/registers/organisations", "/registers/seats")
REAL = {"task_id": 1, "incident_id": 1, "notice_id": 1, "process_id": "review", "path": "review.bpmn"}


@schemathesis.serializer("application/zip")
def send_bytes(_context, value):
    """A bundle is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.fixture
def schema(app):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.fixture
def somewhere(open_case, client):
    """Names of things that are there, so that half of the requests find something."""
    open_case("fragile", by="intake_officer", title_th=None, parts=0)
    case_no = open_case()
    release = client("auditor").get("/api/v1/processes").json[0]["release"]
    return {**REAL, "case_no": case_no, "hash": release}


def test_every_operation_keeps_its_promises(schema, somewhere, person):
    asking = [{"Authorization": f"Bearer {person(who).token}"} for who in ASKING]
    operations = [result.ok() for result in schema.get_all_operations()]
    probed = [probe(one, somewhere, asking) for one in operations if is_probed(one.path)]

    assert len(probed) > 25


def is_probed(path):
    here = path[path.index("/api/v1") + len("/api/v1") :] if "/api/v1" in path else path
    return not here.startswith(REGISTERS) or here.startswith(PROBED)


def probe(operation, somewhere, asking):
    """Throw examples at one operation, as either of those who ask."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), found=st.booleans(), headers=st.sampled_from(asking))
    def keep_promises(case, found, headers):
        if found:
            case.path_parameters = {
                name: somewhere.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS, headers=headers)

    keep_promises()
    return operation.label


def test_the_document_names_every_route_of_the_api(app, schema):
    told = set(schema.raw_schema["paths"])
    routes = {
        rule.rule.replace("<int:", "{").replace("<string:", "{").replace("<path:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.endpoint.split(".")[0] not in ("docs", "api-docs")
    }

    assert told == routes
    assert schema.raw_schema["openapi"].startswith("3.1")
