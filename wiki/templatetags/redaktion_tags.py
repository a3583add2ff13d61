"""What Wagtail's mails to authors say besides."""

from django import template

from wiki.redaktion.rueckgabe import approval_remark

register = template.Library()
register.simple_tag(approval_remark, name="bemerkung_zur_freigabe")
