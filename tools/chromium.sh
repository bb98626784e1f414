#!/usr/bin/env bash
# Make sure there is a Chromium that starts, for the browser tests, or say in one sentence what to do: chromium.sh BIN-FOLDER
set -euo pipefail
bin=$1

starts() {
  "$bin/python" -m tests.browser.chromium 2>/dev/null
}

if starts; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium from Debian's packages (a minute or two) ..."
  apt-get update -qq || true
  # The one without windows takes half the time; older releases have only the other.
  for package in chromium-headless-shell chromium; do
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" fonts-liberation >/dev/null; then
      if starts; then exit 0; fi
    fi
  done
fi
echo "Installing Playwright's own Chromium ..."
if "$bin/playwright" install chromium && starts; then exit 0; fi
echo "The browser tests need Chromium, and it could not be installed. Run 'apt-get install chromium' as root, then 'make test' again." >&2
exit 1
