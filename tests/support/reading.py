"""Whatever can be read over the API, to compare before and after somebody does something in secret."""

# Who looked is noted there: it differs by our own looking.
LEFT_OUT = ("/reads", "openapi.json")


def everything_read(app, client, viewers, **known) -> dict:
    """(who, address) → status, body and ETag of every address that is read with GET.

    `client(who)` speaks as somebody; `known` says what stands for the arguments of an address, 1 for others.
    """
    read = {}
    for address in addresses(app, known):
        for who in viewers:
            answer = client(who).get(address)
            read[who, address] = (answer.status_code, answer.data, answer.headers.get("ETag"))
    return read


def addresses(app, known) -> list[str]:
    """Every address of the API that is read, with what is known put in."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
    spoken = [one for one in rules if one.rule.startswith("/api/v1/") and not one.rule.endswith(LEFT_OUT)]
    with app.test_request_context():
        build = app.url_map.bind("localhost").build
        return [build(one.endpoint, {name: known.get(name, 1) for name in one.arguments}) for one in spoken]
