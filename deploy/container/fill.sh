#!/bin/sh
# Bringt die Datenbank auf den Stand dieses Abbilds; jeder Schritt darf beliebig oft laufen.
set -eu
for step in "check --database default" migrate load_wiki setup_rollen index_pages; do
    python manage.py $step
done
