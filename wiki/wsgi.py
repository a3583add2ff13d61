"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from wiki.platform.lent_connections import given_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.production")
application = given_back(get_wsgi_application())
