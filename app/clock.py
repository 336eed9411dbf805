"""The clock of the application: the only place that reads the time; seed, demo and tests can set it."""

from datetime import UTC, date, datetime, timedelta, timezone

BANGKOK = timezone(timedelta(hours=7))
BUDDHIST_ERA = 543
FIRST_MONTH = 10
_offset = timedelta()


def now() -> datetime:
    """This moment in UTC, cut to milliseconds: the journal writes no finer time."""
    moment = datetime.now(UTC) + _offset
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def travel_to(moment: datetime | None) -> None:
    """From here on the clock runs from `moment`; None: from the real present. For this process only."""
    global _offset
    _offset = moment - datetime.now(UTC) if moment else timedelta()


def today() -> date:
    """The day it is in Bangkok."""
    return now().astimezone(BANGKOK).date()


def text(moment: datetime) -> str:
    """UTC as ISO 8601 with milliseconds and a Z: the form in which times are hashed."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def in_words(moment: datetime) -> tuple[str, str]:
    """A moment in Bangkok, for sentences: 22/11/2569 09:41:07 น. and 2026-11-22 09:41:07."""
    here = moment.astimezone(BANGKOK)
    day = f"{here.day}/{here.month}/{here.year + BUDDHIST_ERA}"
    return f"{day} {here:%H:%M:%S} น.", f"{here:%Y-%m-%d %H:%M:%S}"


def moment(text: str) -> datetime:
    """The inverse of text(), with or without milliseconds; ValueError for a time without a zone,
    or one that is beyond the calendar in UTC."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError(f"a time without a zone: {text}")
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"a time beyond the calendar: {text}") from error


def fiscal_year(moment: datetime) -> int:
    """The Thai fiscal year, 1 October to 30 September, named by the year it ends in, of the Buddhist era."""
    here = moment.astimezone(BANGKOK)
    return here.year + BUDDHIST_ERA + (here.month >= FIRST_MONTH)
