"""Wiredesk turns a list of feeds into a curated topical news hub that its owner keeps."""
