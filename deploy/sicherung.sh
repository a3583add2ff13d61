#!/bin/sh
# Sichert das Wiki nach SICHERUNG_ORDNER und, für SICHERUNG_SCHLUESSEL verschlüsselt, an einen zweiten Ort.
# Hier bleibt eine Sicherung 30 Tage, dort 90. WIKI_SICHERUNGEN nennt den Ort, dessen Alter überwacht wird.
set -eu
cd "$(dirname "$0")/.."
folder=${SICHERUNG_ORDNER:-/srv/sicherung}
name=wiki-$(date +%F-%H%M%S).tar
umask 077

# Vor dem Sichern, damit es nicht an einer Platte scheitert, die von Altem voll ist; aber nie das Letzte, was es gibt.
remove_old() {  # Ordner, Namen, Tage
    find "$1" -name "$2.unfertig" -mtime +1 -delete
    [ -z "$(find "$1" -name "$2" -mtime "-$3")" ] || find "$1" -name "$2" -mtime "+$3" -delete
}

remove_old "$folder" 'wiki-*.tar' 30
.venv/bin/python manage.py backup "$folder/$name"

[ -n "${SICHERUNG_ZIEL:-}" ] || exit 0
remove_old "$SICHERUNG_ZIEL" 'wiki-*.tar.gpg' 90
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
gpg --homedir "$keys" --batch --quiet --no-tty --trust-model always --recipient-file "$SICHERUNG_SCHLUESSEL" \
    --output "$SICHERUNG_ZIEL/$name.gpg.unfertig" --encrypt "$folder/$name"
mv "$SICHERUNG_ZIEL/$name.gpg.unfertig" "$SICHERUNG_ZIEL/$name.gpg"
