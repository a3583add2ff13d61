"""Sets up the roles: Autor proposes, Redaktion decides, Leitung says who writes for whom.

It may run any number of times: what is missing is added, and what somebody has granted by hand
stays.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

from wiki.exceptions import WikiError
from wiki.models import Betreiber, Mitarbeit, Projektverzeichnis, Rueckmeldung, Startseite
from wiki.models.mitarbeit import AUTOR, LEITUNG, REDAKTION

from .eingang import set_up_inbox

ABLAUF, PRUEFUNG = "Freigabe durch die Redaktion", "Prüfung durch die Redaktion"
# Groups that Wagtail brings along. Whoever is let in by them sees what none of our roles may see.
OF_WAGTAIL = ("Editors", "Moderators")
GRANTED_FOR_EDITING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


class TreeMissing(WikiError):
    """Das Wiki ist noch leer. Bitte zuerst „manage.py load_wiki“ ausführen."""


@transaction.atomic
def setup_roles() -> list[str]:
    """Creates or completes groups, rights and workflow. Returns the names of the groups."""
    start = Startseite.objects.first()
    projekte = Projektverzeichnis.objects.order_by("path").first()
    if start is None or projekte is None:
        raise TreeMissing
    autor, redaktion, leitung = (_group(name) for name in (AUTOR, REDAKTION, LEITUNG))
    _grant_pages(autor, projekte, ("add", "change"))
    _grant_files(autor, ("choose",))
    inbox = set_up_inbox([autor, redaktion, leitung])
    _grant_files(autor, ("add", "choose"), inbox)
    _revoke_uploads(autor)
    _grant(autor, [Rueckmeldung], ("change", "view"))  # of own pages: wiki.mitmachen.rueckmeldung
    for group in (redaktion, leitung):
        _grant_pages(group, start, GRANTED_FOR_EDITING)
        _grant_files(group, ("add", "change", "choose"))
        _grant(group, get_snippet_models(), ("add", "change", "delete", "view"))
        _grant(group, [Rueckmeldung], ("change", "delete", "view"))
    _grant(leitung, [Mitarbeit], ("add", "change", "delete", "view"))
    _grant(leitung, [Betreiber], ("change",))
    _grant(leitung, [_user_model()], ("add", "change", "view"))
    _set_up_workflow(projekte, [redaktion, leitung])
    Group.objects.filter(name__in=OF_WAGTAIL, user=None).delete()
    return [AUTOR, REDAKTION, LEITUNG]


def _group(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return group


def _user_model() -> type[models.Model]:
    return Group._meta.get_field("user").related_model


def _grant_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    for action in actions:
        permission = _permission(Page, action)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_files(
    group: Group, actions: Iterable[str], collection: Collection | None = None
) -> None:
    collection = collection or Collection.get_first_root_node()
    # Wagtail keeps the rights on its own image model, whichever the wiki uses.
    for model in (Image, get_document_model()):
        for action in actions:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(model, action)
            )


def _revoke_uploads(group: Group) -> None:
    """Takes away the right to upload past the inbox, which this group once had."""
    GroupCollectionPermission.objects.filter(
        group=group,
        collection=Collection.get_first_root_node(),
        permission__codename__in=("add_image", "add_document"),
    ).delete()


def _grant(group: Group, which: Iterable[type[models.Model]], actions: Iterable[str]) -> None:
    for model in which:
        group.permissions.add(*(_permission(model, action) for action in actions))


def _permission(model: type[models.Model], action: str) -> Permission:
    return Permission.objects.get(
        content_type=ContentType.objects.get_for_model(model),
        codename=f"{action}_{model._meta.model_name}",
    )


def _set_up_workflow(page: Page, approvers: Iterable[Group]) -> None:
    """Makes what an Autor submits wait for one of the approvers."""
    workflow, _ = Workflow.objects.get_or_create(name=ABLAUF)
    task, _ = GroupApprovalTask.objects.get_or_create(name=PRUEFUNG)
    task.groups.add(*approvers)
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0}
    )
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
