"""The CMS without inline scripts, so that its Content-Security-Policy allows none.

Those in templates are replaced in `templates/wagtailadmin`, those of the choosers here;
`static/js/starten.js` starts what they started.
"""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def _render(
    self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """Replaces `BaseChooser.render`, without the inline script."""
    data = self.get_value_data(value)
    options = self.get_js_init_options(attrs["id"], name, data)
    start = "createTaskChooser" if isinstance(self, AdminTaskChooser) else self.js_constructor
    return format_html(
        '{}<span hidden data-wiki-start="{}" data-wiki-id="{}" data-wiki-options="{}"></span>',
        mark_safe(self.render_html(name, data, attrs)),  # noqa: S308 - rendered by a template
        start,
        attrs["id"],
        json.dumps(options),
    )


BaseChooser.render = _render


@hooks.register("insert_global_admin_js")
def start_without_inline_scripts() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/starten.js"))
