#!/bin/sh
# The small rule of the bench in kern and in OpenFisca, in one run on one machine. Needs python3 and the internet (PyPI);
# not part of ./test.sh.
set -eu
hier=$(cd "$(dirname "$0")" && pwd)
omgeving=${OPENFISCA_OMGEVING:-$hier/omgeving}
if [ ! -x "$omgeving/bin/python" ]; then
    python3 -m venv "$omgeving"
    "$omgeving/bin/pip" install --quiet "openfisca-core==46.0.1"
fi
cd "$hier/../.."
cargo bench --quiet -p kern --bench woonplaats -- --proefregel | "$omgeving/bin/python" "$hier/proef.py"
