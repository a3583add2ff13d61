"""A note for the file: what was searched for and what was found.

An answer comes in, PDF or DOCX goes out.
"""
