"""Floor 0: the nouns of Wiredesk as frozen records, one file per noun, in route order."""
