"""What every import produces, whatever its file: an `ImportedPage`, the draft of a Projektseite.
Also maps headings and names to its fields.

Pure: words come in, drafts go out.
"""
