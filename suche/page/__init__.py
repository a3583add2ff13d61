"""What stands on the result page beside the hits, and what is offered while typing.

Answers come in, contexts of templates go out.
"""
