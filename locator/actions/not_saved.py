"""Why something could not be saved just now, by the names that doors may catch: nothing was half done."""

from __future__ import annotations

from locator.storage.database import StoreBusyError as BusyError
from locator.storage.database import StoreFullError as FullError

__all__ = ["BusyError", "FullError"]
