"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from wiki.platform.lent_connections import given_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.production")
gc.disable()  # what is loaded stays: looking for garbage in it took a tenth, and now and then later
application = given_back(get_wsgi_application())
gc.freeze()
gc.enable()
