"""What the night has brought, for those who want to know: both send `luecke_id`."""

from django.dispatch import Signal

luecke_asked = Signal()  # enough people have asked by now
luecke_closed = Signal()  # a page answers it
