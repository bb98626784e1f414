#!/usr/bin/env bash
# Compile static/css/locator.css and static/js/govuk.js from the pinned govuk-frontend, and draw the pictures. Needs Node; what it makes is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp tools/assets/* "$work"
npm --prefix "$work" ci --silent --no-audit --no-fund
mkdir -p static/css static/js
(cd "$work" && npx --no-install sass --pkg-importer=node --no-source-map --style=compressed locator.scss locator.css)
(cd "$work" && npx --no-install esbuild govuk.js --bundle --minify --format=esm --target=es2019 --legal-comments=none --outfile=govuk.min.js)
notice='govuk-frontend 6.6.0, MIT licence, Copyright (C) 2011 Crown Copyright (Government Digital Service): static/README.md'
{ echo "/*! $notice */"; cat "$work/locator.css"; } >static/css/locator.css
{ echo "/*! $notice */"; cat "$work/govuk.min.js"; } >static/js/govuk.js
(cd "$work" && node images.mjs "$work" "$OLDPWD/static/img")
wc -c static/css/locator.css static/js/govuk.js
