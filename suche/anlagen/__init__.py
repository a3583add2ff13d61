"""Files attached to pages are read, so that the index finds their text (einbettung's Anlagentext).

Documents come in; the readers are those of `suche.vorhaben.files`, with their limits.
"""
