"""Keeps deleted pages for a while: out of the wiki, out of everybody's reach, and put back whole.

Pages and users come in; the CMS calls through its hooks, a job empties what is old.
"""
