"""The boxes of a listing, section by section: from content into boxes, and from what was typed back into content."""
