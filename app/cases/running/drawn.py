"""Which elements of a process say something by a property."""

from functools import lru_cache

from app.processes.service import release


@lru_cache(maxsize=512)
def elements_with(release_hash: str, process_id: str, name: str, value: str | None = None) -> frozenset[str]:
    """Ids of elements with this property (and this value) in a process and in those it calls, however deep.

    Empty for most processes and properties, and then whoever asks has nothing to do.
    """
    found = (
        (element.id, element.properties.get(name))
        for process in release(release_hash).within(process_id)
        for element in process.elements.values()
    )
    return frozenset(id for id, said in found if said and value in (None, said))
