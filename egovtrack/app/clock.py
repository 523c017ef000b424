"""The office's clock: the day taken for today, days and moments as they are typed, kept and shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property

from egovtrack.dates import in_zone, iso_day, local_text, parse_day, parse_moment, parse_period, utc_text
from egovtrack.periods import Period
from egovtrack.settings import DEFAULTS


class Clock:
    """The clock of one run. `zone` is an IANA name (UsageError for what is none); `given` is the day to take for today,
    as typed.
    """

    def __init__(self, zone: str, given: str | None) -> None:
        if zone != DEFAULTS["zone"]:  # which is there; loading time zones is slow, and few tables show moments
            in_zone(zone)
        self.zone = zone
        self._given = given

    @cached_property
    def today(self) -> date:
        """The day taken for today: the given one, else the calendar's in the office's zone."""
        day = iso_day(self._given) if self._given else None
        if day is not None:  # the usual way to give a day, and it needs no zone
            return day
        calendar = datetime.now(in_zone(self.zone)).date()
        return parse_day(self._given, calendar) if self._given else calendar

    def day(self, text: str | None, *, first: bool = False) -> date:
        """Return a day as typed, or today where nothing was typed; of a week its last day, or else the `first`."""
        return parse_day(text, self.today, first=first) if text else self.today

    def period(self, text: str | None) -> Period | None:
        """Return a reporting period as typed, None where nothing was typed."""
        return parse_period(text, self.today) if text else None

    def moment(self, text: str) -> str:
        """Return a moment as typed in the office's zone, as UTC text; the number of an action, `#41`, as it is."""
        return text if text.startswith("#") else parse_moment(text, self.today, self.zone)

    def now(self) -> str:
        """Return the real time as UTC text, whatever day is taken for today."""
        return utc_text(datetime.now(UTC))

    def local(self, moment: str) -> str:
        """Return a moment of the ledger (UTC text) as shown in the office's zone."""
        return local_text(moment, self.zone)
