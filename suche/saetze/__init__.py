"""An answer in sentences, written by a language model in the house, if the operator names one.

A question and the passages that its visitor is shown go out; sentences come in, each with the
numbers of its sources. Whatever a source does not say is dropped before anybody sees it. Nothing is
stored, logged or kept in memory.
"""
