"""The form of a Projektseite: panels, checks, the quality meter, side panels.

The models name these forms and panels, so `project_form` and `panels` must not import them back.
"""
