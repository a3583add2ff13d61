#!/bin/sh
# Sichert das Wiki nach SICHERUNG_ORDNER und, für SICHERUNG_SCHLUESSEL verschlüsselt, an einen zweiten Ort.
# Hier bleibt eine Sicherung 30 Tage, dort 90. WIKI_SICHERUNGEN nennt den Ort, dessen Alter überwacht wird.
set -eu
cd "$(dirname "$0")/.."
folder=${SICHERUNG_ORDNER:-/srv/sicherung}
name=wiki-$(date +%F-%H%M%S).tar
umask 077
.venv/bin/python manage.py backup "$folder/$name"
find "$folder" -name 'wiki-*.tar' -mtime +30 -delete

[ -n "${SICHERUNG_ZIEL:-}" ] || exit 0
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
gpg --homedir "$keys" --batch --quiet --no-tty --trust-model always --recipient-file "$SICHERUNG_SCHLUESSEL" \
    --output "$SICHERUNG_ZIEL/$name.gpg.unfertig" --encrypt "$folder/$name"
mv "$SICHERUNG_ZIEL/$name.gpg.unfertig" "$SICHERUNG_ZIEL/$name.gpg"
find "$SICHERUNG_ZIEL" -name 'wiki-*.tar.gpg*' -mtime +90 -delete
