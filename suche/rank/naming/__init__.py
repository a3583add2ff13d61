"""What pages name and say, word for word: fields that say in few words what a page is about, and
the words of its text.

A question and page ids come in; the database looks, and no model.
"""
