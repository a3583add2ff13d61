#!/bin/sh
# manage.py mit den Angaben, die auch die Dienste lesen: runuser -u wiki -- deploy/manage.sh BEFEHL
set -eu
cd "$(cd "$(dirname "$0")/.." && pwd -L)"
set -a
. "${UMGEBUNG:-/etc/wiki.env}"
set +a
exec .venv/bin/python manage.py "$@"
