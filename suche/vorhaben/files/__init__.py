"""Uploaded PDF, DOCX, ODT and text files become text, in a process of its own with limits.

Bytes come in; no Django.
"""
