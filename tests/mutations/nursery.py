"""A process that has Python and the libraries loaded, and forks for each run of tests, which so begins with our own code.

Started by its path (`python tests/mutations/nursery.py`), it loads nothing of ours. Each line that it reads is a run in JSON, with
the folder, the environment, the words of pytest's command line and the file for what it prints; it answers with what pytest
returned.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback

LIBRARIES = (
    "_pytest.assertion.rewrite",
    "aiosmtpd.controller",
    "authlib.integrations.requests_client",
    "cryptography.x509",
    "dns.resolver",
    "email_validator",
    "flask",
    "flask_compress",
    "folium",
    "geopy.distance",
    "holidays",
    "html5lib",
    "hypothesis.strategies",
    "icalendar",
    "numpy",
    "phonenumbers",
    "playwright.sync_api",
    "rapidfuzz.fuzz",
    "sqlite_utils",
    "whoosh.index",
    "wtforms",
)


def main() -> None:
    """Serve runs until the other side closes."""
    del sys.path[0]  # this folder, where our own modules would be found under short names
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(**json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(folder: str, environment: dict[str, str], words: list[str], output: str) -> None:
    """Run the tests in this process, and end it with what pytest returns; never comes back."""
    code = 70
    try:
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(file, stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.path.insert(0, folder)
        code = importlib.import_module("pytest").main(words)
    except BaseException:  # nothing may come back into the parent's loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
