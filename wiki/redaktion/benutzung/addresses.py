"""Leads the addresses of what has become part of something else to that."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from wiki.models import Kommune, Thema

from .companions import move_companions

# Names of the addresses that each has, with the Kürzel in them.
ADDRESSES: dict[type[Model], tuple[str, ...]] = {
    Kommune: ("kommune", "feed_kommune", "kommune_markdown"),
    Thema: ("thema", "feed_thema", "thema_markdown"),
}


def lead_addresses(source: Any, target: Any) -> dict[str, Any]:
    """Makes redirects from the addresses of `source` to those of `target`; former redirects to
    `source` lead to `target` as well. Returns what `lead_addresses_back` needs."""
    made, changed = [], []
    for name in ADDRESSES.get(type(source), ()):
        old, new = (reverse(name, args=[one.slug]) for one in (source, target))
        former = Redirect.objects.filter(redirect_link=old)
        changed += [[pk, old] for pk in former.values_list("pk", flat=True)]
        former.update(redirect_link=new)
        lead, _ = Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old), site=None, defaults={"redirect_link": new}
        )
        made.append(lead.pk)
    return {"neu": made, "geaendert": changed}


def lead_renamed(named: Any, old: str) -> None:
    """Makes redirects to something that has got another Kürzel (`old` is the former one)."""
    if type(named) not in ADDRESSES or old == named.slug:
        return
    for name in ADDRESSES[type(named)]:  # it may have been called so before
        path = Redirect.normalise_path(reverse(name, args=[named.slug]))
        Redirect.objects.filter(old_path=path, site=None).delete()
    before = type(named)(slug=old)
    lead_addresses(before, named)
    move_companions(before, named)


def lead_addresses_back(made: dict[str, Any]) -> None:
    Redirect.objects.filter(pk__in=made["neu"]).delete()
    for pk, link in made["geaendert"]:
        Redirect.objects.filter(pk=pk).update(redirect_link=link)
