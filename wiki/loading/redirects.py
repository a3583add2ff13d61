"""Articles that have become part of another one: their addresses lead there."""

from collections.abc import Iterable

from wagtail.contrib.redirects.models import Redirect

from wiki.models import Fixturestand, Projektseite


def take_over_addresses(page: Projektseite, former: Iterable[str]) -> None:
    """Makes redirects from articles that this one has taken in (`former`: their Kürzel), and
    deletes those articles. One that the team has worked on stays and keeps its address."""
    for slug in former:
        before = Fixturestand.objects.filter(schluessel=f"projekt/{slug}").first()
        _delete_if_untouched(slug, before)
        if not Projektseite.objects.filter(slug=slug).exists():
            path = f"{page.get_parent().get_url()}{slug}/"
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(path), site=None, defaults={"redirect_page": page}
            )


def _delete_if_untouched(slug: str, before: Fixturestand | None) -> None:
    old = Projektseite.objects.filter(slug=slug).first()
    if old and before and old.live and str(old.latest_revision_id) == before.stand:
        old.delete()
        before.delete()
