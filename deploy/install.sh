#!/bin/sh
# Installs what the wiki needs to run into .venv and node_modules, each file checked by its hash.
# With a wheelhouse (`make wheelhouse`) as first argument nothing is fetched from anywhere.
set -eu
wheelhouse=${1:-}
${PYTHON:-python3} -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Gebraucht wird Python 3.11: Für andere Fassungen gibt es die geprüften Pakete nicht.")'
${PYTHON:-python3} -m venv .venv
pip() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/produktion.txt "$@"
}
if [ -n "$wheelhouse" ]; then
    (cd "$wheelhouse" && sha256sum --check --quiet SHA256SUMS)
    pip --no-index --find-links "$wheelhouse"
    mkdir -p node_modules
    tar -xzf "$wheelhouse/node_modules.tar.gz" -C node_modules
elif command -v npm >/dev/null; then
    pip ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"}
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
else
    echo "Hier fehlt npm. Auf einem anderen Rechner make wheelhouse ausführen, dann hier make install WHEELHOUSE=Ordner." >&2
    exit 1
fi
