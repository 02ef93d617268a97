"""Wiredesk turns a list of feeds into a curated topical news hub that its owner keeps."""

VERSION = "0.1.0"
