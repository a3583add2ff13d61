"""What keeps order in the CMS: changes of many things at once, and pages that were thrown away.

Rows and pages come in; what is done with them stands in `wiki.redaktion`.
"""

from .papierkorb import Papierkorb, Papierkorbeintrag
from .sammelaenderung import Sammelaenderung

__all__ = ["Papierkorb", "Papierkorbeintrag", "Sammelaenderung"]
