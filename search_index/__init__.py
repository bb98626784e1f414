"""Finding: documents into a Whoosh index, queries against numpy copies of its postings. Knows nothing of Locator."""
