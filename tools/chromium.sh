#!/usr/bin/env bash
# Make sure there is a Chromium for the browser tests, or say in one sentence what to do: chromium.sh BIN-FOLDER
set -euo pipefail
bin=$1
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$("$bin/python" -c 'from tests.browser.chromium import bundled; print(bundled() or "")')" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium from Debian's packages ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null
  command -v chromium >/dev/null && exit 0
fi
echo "Installing Playwright's own Chromium ..."
"$bin/playwright" install chromium && exit 0
echo "The browser tests need Chromium and it could not be installed. Run 'apt-get install chromium' as root, then 'make test' again." >&2
exit 1
