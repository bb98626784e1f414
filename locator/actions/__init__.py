"""One function for each thing that a person does: rules, one transaction, no Flask and no SQL text."""
