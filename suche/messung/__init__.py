"""How good and how fast the search is: question sets, evaluation, change of the model, bench.

Uses the code that serves users; no room of the product imports this one.
"""
