"""What a word is, for everything here that reads text itself."""

from __future__ import annotations

import re

WORD = re.compile(r"[a-z0-9]+")
