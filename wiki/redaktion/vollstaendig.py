"""What a page lacks before it may go online. The form asks for it itself; here ask the buttons that
publish without a form: of many pages at once, of an approval, and what programs call."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.api.v2.utils import BadRequestError
from wagtail.fields import StreamField
from wagtail.models import Page

from wiki.felder.values import missing_fields
from wiki.models import Projektseite

REFUSED = "Nichts wurde veröffentlicht. Bitte erst ergänzen oder berichtigen: "
AWAITED = (
    "Nichts wurde veröffentlicht. Das wartet auf Freigabe; bitte öffnen Sie es und geben Sie es "
    "dort frei, damit auch davon erfährt, wer es eingereicht hat: "
)
NAMED_AT_MOST = 20
SEEN = "fassung"  # the version that somebody decides about, as a form sends it
CHANGED = (
    "Nichts wurde veröffentlicht: Der Text hat sich geändert, während Sie ihn geprüft haben. So "
    "lautet er jetzt."
)


def version_stamp(page: Any) -> str:
    """Returns what tells the newest version of a page from all others: a form that saves itself
    writes it anew under its old number."""
    saved = page.latest_revision_created_at
    return saved.isoformat() if saved else ""


def lacks_of(page: Page) -> list[str]:
    """The labels of what is missing or wrong in the newest version of a page."""
    version = page.get_latest_revision_as_object()
    missing = missing_fields(version) if isinstance(version, Projektseite) else []
    known = {feld.attribut for feld in missing}
    wrong = [name for name in _wrong_fields(version) if name not in known]
    return [*(feld.label for feld in missing), *(_label(version, name) for name in wrong)]


def refusal(pages: Iterable[Page]) -> str:
    """Says which of the pages lack what; empty if all may go online."""
    lacking = [(page, lacks) for page in pages if (lacks := lacks_of(page))]
    named = [f"„{page.get_admin_display_title()}“ ({', '.join(lacks)})" for page, lacks in lacking]
    rest = len(named) - NAMED_AT_MOST
    more = [f"{rest} weitere"] if rest > 0 else []
    return f"{REFUSED}{'; '.join([*named[:NAMED_AT_MOST], *more])}." if named else ""


def _wrong_fields(version: Any) -> list[str]:
    try:
        version.full_clean()
    except ValidationError as error:
        return [*error.message_dict, *_unfinished_articles(version)]
    return list(_unfinished_articles(version))


def _unfinished_articles(version: Any) -> Iterator[str]:
    """Yields the names of the fields in which a block is wrong, such as a picture that nobody has
    described: `full_clean` does not look into blocks, and a draft may hold such a one."""
    for field in version._meta.concrete_fields:
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(version, field.name))
            except ValidationError:
                yield field.name


def _label(version: Any, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return "Zusammenhang der Angaben"
    try:
        return str(version._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


@hooks.register("before_bulk_action", order=-1)  # before anything is written down for "Rückgängig"
def refuse_incomplete(
    request: HttpRequest, kind: str, objects: list[Any], view: Any
) -> HttpResponse | None:
    """Publishes all pages or none, and says why not."""
    if kind != "publish" or Page not in view.models:
        return None
    pages = _published_by(view, objects)
    text = _waiting(pages) or refusal(pages)
    if not text:
        return None
    messages.error(request, text)
    return HttpResponseRedirect(view.next_url)


def _waiting(pages: Iterable[Page]) -> str:
    """Says which of the pages wait for approval: published past it, they would leave whoever has
    submitted them without an answer."""
    titles = [f"„{p.get_admin_display_title()}“" for p in pages if p.workflow_in_progress]
    return f"{AWAITED}{', '.join(titles[:NAMED_AT_MOST])}." if titles else ""


def _published_by(view: Any, chosen: list[Page]) -> list[Page]:
    """Returns the pages that this action would publish: the chosen ones, and the drafts below them
    if those are included."""
    pages = {page.pk: page for page in chosen}
    if view.cleaned_form.cleaned_data["include_descendants"]:
        for page in chosen:
            pages |= {one.pk: one for one in _drafts_below(page, view.request.user)}
    return list(pages.values())


@hooks.register("register_bulk_action", order=100)
class PublishSourcesBulkAction(PublishBulkAction):
    """Takes the place of Wagtail's, which trips over copies (aliases): a copy comes online with its
    source."""

    def check_perm(self, page: Page) -> bool:
        return not page.alias_of_id and bool(super().check_perm(page))

    @classmethod
    def execute_action(
        cls, objects: list[Page], include_descendants: bool = False, user: Any = None, **_: Any
    ) -> tuple[int, int]:
        above = objects if include_descendants else []
        pages = [*objects, *(page for one in above for page in _drafts_below(one, user))]
        for page in pages:
            version = page.get_latest_revision() or page.specific.save_revision(user=user)
            version.publish(user=user)
        return len(objects), len(pages) - len(objects)


def _drafts_below(page: Page, user: Any) -> list[Page]:
    """Returns the pages below this one that are not online and that the user may publish."""
    drafts = page.get_descendants().not_live().filter(alias_of=None).specific()
    return [one for one in drafts if one.permissions_for_user(user).can_publish()]


class ApprovalView(WorkflowActionView):
    """Approves only what may go online, and what its reader has seen: approval publishes it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = self._refusal() if self.action_name == "approve" else ""
        if not text:
            return super().post(request, *args, **kwargs)
        messages.error(request, text)
        return redirect("projekt_pruefen", self.object.pk)

    def _refusal(self) -> str:
        seen = self.request.POST.get(SEEN)
        if seen is not None and seen != version_stamp(self.object):
            return CHANGED
        return refusal([self.object])


class PublishAction(PublishPageAPIAction):
    """What programs do when they publish the newest version of a page."""

    def execute(self, instance: Page, data: Any) -> Any:
        if text := refusal([instance]):
            raise BadRequestError(text)
        return super().execute(instance, data)


PagesAdminAPIViewSet.actions["publish"] = PublishAction
