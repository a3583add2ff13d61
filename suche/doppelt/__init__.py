""" "Gibt es das schon?": similar cases while somebody writes, and taking over a solution.

Form texts come in from the CMS; nothing is stored.
"""
