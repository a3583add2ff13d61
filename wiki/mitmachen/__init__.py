"""What readers of a wiki expect beside its articles: recent changes, versions, wanted pages, a
message to the authors.

Reads and writes `wiki.models`; its mails go out from here.
"""
