"""Questions nobody could answer: kept without names, grouped, turned into work for editors.

Answers come in from the result page, the night's job does the rest.
"""
