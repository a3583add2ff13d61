"""Who runs the wiki: what the operator says of itself and what is still missing.

Texts come in by the CMS; the pages that show them and the check that asks for them read it.
"""

from .betreiber import Betreiber, operator_gaps

__all__ = ["Betreiber", "operator_gaps"]
