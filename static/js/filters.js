// On a narrow screen the search form and the filters start folded away, so that the results come first. Without this script they are open.
if (window.matchMedia('(max-width: 55.99rem)').matches) {
  for (const fold of document.querySelectorAll('details[data-fold-when-narrow]')) fold.open = false
}
