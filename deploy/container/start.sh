#!/bin/sh
# Was beim Bauen entstand, liegt im Abbild; der Ordner für die Daten bekommt Verweise darauf.
set -eu
for made in modelle static; do
    if [ -e "$WIKI_VAR/$made" ] && [ ! -L "$WIKI_VAR/$made" ]; then
        echo "$WIKI_VAR/$made ist ein eigener Ordner und wird benutzt, nicht der des Abbilds." >&2
    else
        ln -sfn "/wiki/gebaut/$made" "$WIKI_VAR/$made"
    fi
done
exec "$@"
