"""Whom to ask about a subject: offices by their matching projects.

An answer comes in.
"""
