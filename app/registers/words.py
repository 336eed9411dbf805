"""What a register is described with: its states, its acts, and what it tells processes of them."""

from dataclasses import dataclass, field

# The mark of a state on pages: its colour and shape.
GOOD, GREY, CARE, BAD = "done", "skipped", "today", "no"


@dataclass(frozen=True)
class State:
    """A state in words, and its mark."""

    th: str
    en: str
    mark: str = GOOD


@dataclass(frozen=True)
class Act:
    """What takes a record from one state to another: the button's words, and what the history says."""

    th: str
    en: str
    told: str
    told_en: str
    sources: tuple[str, ...]
    to: str
    asks_reason: bool = True


@dataclass(frozen=True)
class Tells:
    """A message, sent when a record leaves one of the states `sources` for the state `to`.

    `keys` and `payload`: names in the message and the columns they are from; keys are in the payload too.
    """

    message: str
    sources: tuple[str, ...]
    to: str
    keys: dict[str, str]
    payload: dict[str, str] = field(default_factory=dict)
