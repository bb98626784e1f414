"""Named things that every door uses: headers, errors, fields, paging."""
