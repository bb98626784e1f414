"""Times as people type them: "10", "10am", "10.30", "1:30 pm", "13.30", "noon", "half past 10", "10-11.30am".

What could be morning or evening is asked, not guessed: nobody meets at 2 in the night, so "2" is 2pm, but "7" may be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

MOST_LETTERS = 60
_NOON, _MIDNIGHT = time(12), time(0)
_WORDS = {
    "noon": _NOON,
    "midday": _NOON,
    "12 noon": _NOON,
    "12 midday": _NOON,
    "12noon": _NOON,
    "midnight": _MIDNIGHT,
    "12 midnight": _MIDNIGHT,
}
_HALF = r"(?: ?(?P<half>a\.?m\.?|p\.?m\.?|in the morning|in the afternoon|in the evening))?"
_CLOCK = re.compile(rf"(?P<hour>[0-9]{{1,2}})(?: ?[:.·] ?(?P<minute>[0-9]{{2}}))?(?P<sure> ?h| ?hrs| ?hours)?{_HALF}")
_FOUR = re.compile(r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<sure> ?h| ?hrs| ?hours)?(?P<half>)")
_OCLOCK = re.compile(rf"(?P<hour>[0-9]{{1,2}}) ?o['’]?clock{_HALF}")
_PAST = re.compile(rf"(?P<words>half|half past|quarter past|quarter to) (?P<hour>[0-9]{{1,2}}){_HALF}")
_PAST_MINUTES = {"half": 30, "half past": 30, "quarter past": 15, "quarter to": -15}
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b(?<!quarter to)|\buntil\b|\btill\b)\s*")
_MOST_OF_DAY = 12 * 60
_AFTERNOON = range(1, 6)
_MORNING = range(9, 12)
_EITHER = range(6, 9)


class TimeFault(StrEnum):
    """Why a text is not a time."""

    NOT_A_TIME = "not_a_time"
    NO_SUCH_TIME = "no_such_time"  # 25, 10.75, 14pm
    MORNING_OR_EVENING = "morning_or_evening"  # 7: am or pm?
    TWO_ENDS = "two_ends"  # "10 to 11" in the first box and something in the second


class NotATimeError(ValueError):
    """This text is no time, or could be two; `is_end` tells that it is about the second box."""

    def __init__(self, text: str, fault: TimeFault, *, is_end: bool = False) -> None:
        super().__init__(f"“{text}” is not a time that we can read.")
        self.text = text
        self.fault = fault
        self.is_end = is_end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one text may mean: one time, or where no half of the day is named the one in the morning and the one after noon."""

    text: str
    choices: tuple[time, ...]

    @property
    def is_sure(self) -> bool:
        return len(self.choices) == 1


def read_time(text: str) -> time:
    """The one time that this says; raises NotATimeError."""
    return _alone(_said(text))


def read_times(opens: str, closes: str = "") -> tuple[time | None, time | None]:
    """From when to when, each helping to read the other; "10-11.30am" may stand in the first box alone.

    None for an empty box. Raises NotATimeError.
    """
    if len(opens) > MOST_LETTERS or len(closes) > MOST_LETTERS:
        raise NotATimeError(_short(opens), TimeFault.NOT_A_TIME, is_end=len(opens) <= MOST_LETTERS)
    first, last = _halves(opens)
    if last and closes.strip():
        raise NotATimeError(_short(opens), TimeFault.TWO_ENDS)
    if not first:
        return None, _alone(_end_said(closes), is_end=True) if closes.strip() else None
    start = _said(first)
    if not (last or closes.strip()):
        return _alone(start), None
    end = _said(last) if last else _end_said(closes)
    return _together(start, end, opens if last else start.text)


def _halves(text: str) -> tuple[str, str]:
    """The two ends of a text with "to" or a dash in it; the second is empty where there is none."""
    said = " ".join(text.split())
    if said.casefold().startswith("from "):
        said = said[5:]
    parts = _BETWEEN.split(said, maxsplit=1)
    whole = len(parts) == 1 or (_matched(said.casefold()) is not None) or not all(parts)
    return (said, "") if whole else (parts[0], parts[1])


def _end_said(text: str) -> _Said:
    try:
        return _said(text)
    except NotATimeError as wrong:
        raise NotATimeError(wrong.text, wrong.fault, is_end=True) from wrong


def _alone(said: _Said, *, is_end: bool = False) -> time:
    """The time where nothing else helps to read it."""
    if said.is_sure:
        return said.choices[0]
    hour = said.choices[0].hour
    if hour in _EITHER:
        raise NotATimeError(said.text, TimeFault.MORNING_OR_EVENING, is_end=is_end)
    return said.choices[0] if hour in _MORNING else said.choices[1]


def _together(start: _Said, end: _Said, text: str) -> tuple[time, time]:
    """The two times: of what each may mean, the pair that makes a session of the usual length and hours."""
    pairs = [(s, e) for s in start.choices for e in end.choices if 0 < _minutes(s, e) <= _MOST_OF_DAY]
    if start.is_sure or end.is_sure:
        # "10 to 11.30am", "10am to 11.30", "7 to 9pm": the nearest that fits, so both ends in one half of the day if they can be.
        return min(pairs, key=lambda pair: _minutes(*pair)) if pairs else (_sure(start), _sure(end))
    if not pairs:
        return _alone(start), _alone(end, is_end=True)
    if start.choices[0].hour in _EITHER:
        if len({s for s, _ in pairs}) > 1:
            raise NotATimeError(_short(text), TimeFault.MORNING_OR_EVENING)
        return min(pairs, key=lambda pair: _minutes(*pair))
    usual = _alone(start)
    fits = [pair for pair in pairs if pair[0] == usual]
    return min(fits, key=lambda pair: _minutes(*pair)) if fits else (usual, _alone(end, is_end=True))


def _sure(said: _Said) -> time:
    """A time although nothing fits: the form then shows both, and says that the end is before the start."""
    return said.choices[0] if said.is_sure or said.choices[0].hour not in _AFTERNOON else said.choices[1]


def _said(text: str) -> _Said:
    """What this may mean; raises NotATimeError."""
    said = " ".join(text[: MOST_LETTERS + 1].split()).casefold().rstrip(".") if len(text) <= MOST_LETTERS else ""
    if said in _WORDS:
        return _Said(text=said, choices=(_WORDS[said],))
    match = _matched(said) or _matched(f"{said}.")  # "a.m." keeps its last full stop
    if match is None:
        raise NotATimeError(_short(text), TimeFault.NOT_A_TIME)
    return _Said(text=_short(text), choices=tuple(_choices(match.groupdict(), text)))


def _matched(said: str) -> re.Match[str] | None:
    return next(filter(None, (shape.fullmatch(said) for shape in (_PAST, _OCLOCK, _FOUR, _CLOCK))), None)


def _choices(parts: dict[str, str | None], text: str) -> Iterable[time]:
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    half = _half(parts.get("half"))
    is_24 = bool(parts.get("sure")) or (parts["hour"] or "").startswith("0") or hour > 12
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise NotATimeError(_short(text), TimeFault.NO_SUCH_TIME)
    minutes = hour * 60 + minute + _PAST_MINUTES.get(parts.get("words") or "", 0)
    if half:
        base = hour % 12 * 60 + minutes - hour * 60
        yield _clock(base + (720 if half == "p" else 0))
    elif is_24 or hour == 12:
        yield _clock(minutes)
    else:
        yield _clock(minutes)
        yield _clock(minutes + 720)


def _half(text: str | None) -> str:
    """ "a" or "p", or nothing where it does not say."""
    if not text:
        return ""
    return "a" if text.startswith("a") or text.endswith("morning") else "p"


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _minutes(start: time, end: time) -> int:
    """The minutes from one to the other of the same day; midnight as an end is that of the day's end."""
    until = end.hour * 60 + end.minute or 24 * 60
    return until - start.hour * 60 - start.minute


def _short(text: str) -> str:
    return " ".join(text[:MOST_LETTERS].split())
