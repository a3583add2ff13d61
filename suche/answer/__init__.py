"""Ranked ids become what readers see: hits with passage and reason.

A request comes in, so that visibility is asked; this is the door for all other features.
"""
