"""What every import produces, whatever its file: a draft of a Projektseite. Here headings and
names are mapped to its fields.

Pure: words come in, drafts go out.
"""
