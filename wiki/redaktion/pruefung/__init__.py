"""The page on which the Redaktion decides about a text: what has changed, section by section, with
remarks beside it. Two versions of a page come in; Wagtail's workflow decides.
"""
