#!/usr/bin/env bash
# Installs Anki's own library from PyPI into FOLDER/newest and FOLDER/oldest, each a Python environment of its own: the
# newest release, and the oldest that opens a collection with this machine's Python. Then for the tests:
#   export SOCKRATES_ANKI_PYTHON=FOLDER/newest/bin/python SOCKRATES_ANKI_PYTHON_OLDEST=FOLDER/oldest/bin/python
set -uo pipefail
folder=${1:?usage: install.sh FOLDER}
python=${PYTHON:-python3}

install() { # install NAME REQUIREMENT…: true if a collection can be opened with it
  local environment="$folder/$1"
  shift
  rm -rf "$environment"
  "$python" -m venv "$environment" || return 1
  # Wheels only: what has none for this machine would ask for a Rust compiler.
  "$environment/bin/pip" install --quiet --disable-pip-version-check --only-binary anki "$@" || return 1
  (cd "$folder" && "$environment/bin/python" -c '
import tempfile
from anki.collection import Collection
with tempfile.TemporaryDirectory() as folder:
    Collection(folder + "/probe.anki2").close()
')
}

mkdir -p "$folder"
install newest anki || { echo "the newest anki does not install"; exit 1; }

# Up to 2.1.50 the library was written for the protobuf of its time. Releases before 2.1.36 need a package that PyPI no
# longer holds.
for requirement in 'anki==2.1.36 protobuf<3.21' 'anki==2.1.49 protobuf<3.21' 'anki==2.1.54' 'anki==23.12.1' 'anki==24.11' 'anki==25.9.2'; do
  read -ra words <<<"$requirement"
  if install oldest "${words[@]}" >"$folder/oldest.log" 2>&1; then
    echo "anki: newest $("$folder/newest/bin/pip" list 2>/dev/null | awk '$1 == "anki" {print $2}'), oldest ${words[0]#anki==}"
    exit 0
  fi
done
cat "$folder/oldest.log"
echo "no older anki installs"
exit 1
