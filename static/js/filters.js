// On a narrow screen the filters start folded away, so that the results come first. Without this script they are open.
const filters = document.getElementById('filters')
if (filters && window.matchMedia('(max-width: 55.99rem)').matches) filters.open = false
