"""What keeps order in the CMS: changes of many things at once, pages that were thrown away, and how
usable the projects are.

Rows and pages come in; what is done with them stands in `wiki.redaktion`.
"""

from .papierkorb import Papierkorb, Papierkorbeintrag
from .projektguete import Projektguete
from .sammelaenderung import Sammelaenderung

__all__ = ["Papierkorb", "Papierkorbeintrag", "Projektguete", "Sammelaenderung"]
