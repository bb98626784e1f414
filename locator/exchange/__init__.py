"""File formats in and out: iCalendar, JSON-LD. No storage, no network."""
