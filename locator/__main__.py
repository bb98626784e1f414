"""`python -m locator` is the same as the command `locator`."""

from __future__ import annotations

from locator.cli import main

if __name__ == "__main__":
    main()
