"""What readers of a wiki are used to: changes, versions, wanted pages, a word to the authors.

Reads and writes `wiki.models`; mails go out from here.
"""
