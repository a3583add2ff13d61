"""Pictures that are dropped or pasted into a text: asked about beside it, and taken in one by one.

The script `static/js/bilder.js` gets the questions from here, sends each picture, and puts what
comes back into the text.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.images.utils import find_image_duplicates
from wagtail.images.views.chooser import ImageChosenResponseMixin
from wagtail.permissions import policy_registry

OF_ALL = ("urheber", "lizenz", "quelle", "collection")
OF_EACH = ("description", "personen", "einwilligung")
PREFIX = "neues-bild"


@require_http_methods(["GET", "POST"])
def new_pictures(request: HttpRequest) -> HttpResponse:
    """GET answers with the questions, POST takes one picture: with what the chooser would say of
    it, or, with status 400, what is wrong by field."""
    policy = policy_registry.get_by_type(get_image_model())
    if not policy.user_has_permission(request.user, "add"):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "wiki/redaktion/neue_bilder.html", _questions(request))
    form = _form(request, request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(
            {"fehler": {name: " ".join(e) for name, e in form.errors.items()}}, status=400
        )
    return JsonResponse(_taken(form, request, policy))


def _form(request: HttpRequest, *data: Any) -> Any:
    model = get_image_model()
    instance = model(uploaded_by_user=request.user)
    return get_image_form(model)(*data, user=request.user, instance=instance, prefix=PREFIX)


def _questions(request: HttpRequest) -> dict[str, Any]:
    form = _form(request)
    return {
        "alle": [form[name] for name in OF_ALL if name in form.fields],
        "jedes": [form[name] for name in OF_EACH if name in form.fields],
    }


def _taken(form: Any, request: HttpRequest, policy: Any) -> dict[str, Any]:
    """Stores the picture, unless this user can choose the same one already."""
    image = form.save()
    same = find_image_duplicates(image, request.user, policy).first()
    if same:
        image.delete()
    chooser = ImageChosenResponseMixin()
    chooser.request = request
    chosen = chooser.get_chosen_response_data(same or image)
    return {"bild": chosen, "beschreibung": form.cleaned_data["description"], "gab_es": bool(same)}
