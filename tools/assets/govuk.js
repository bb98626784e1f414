// The behaviours of govuk-frontend that Locator uses. Compile with tools/assets.sh.
import { Button, ErrorSummary, SkipLink, createAll } from 'govuk-frontend'

for (const component of [Button, ErrorSummary, SkipLink]) createAll(component)
