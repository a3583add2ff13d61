"""Documents that people take away as a PDF or DOCX file.

A `Schriftstueck` comes in, of whatever is to be printed, and the bytes of a file go out.
"""
