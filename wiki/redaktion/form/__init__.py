"""The form of a Projektseite: panels, checks, the quality meter, side panels.

Knows `wiki.models` by lazy references, because the models name these forms.
"""
