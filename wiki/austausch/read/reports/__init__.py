"""Case reports in DOCX and Markdown become drafts.

One file is one project; bytes come in.
"""
