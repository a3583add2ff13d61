"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from wiki.platform.lent_connections import given_back

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings.production")
thresholds = gc.get_threshold()
gc.set_threshold(20_000)  # as in manage.py, while modules load
application = given_back(get_wsgi_application())
gc.set_threshold(*thresholds)
