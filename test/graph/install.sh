#!/usr/bin/env bash
# Installs what the graph's tests compare with from PyPI into the Python environment FOLDER: obsidiantools, a second
# reader of Obsidian vaults (of one version, since what it does is listed), and networkx, which reads GraphML. Then:
#   export SOCKRATES_GRAPH_PYTHON=FOLDER/bin/python
set -uo pipefail
folder=${1:?usage: install.sh FOLDER}
python=${PYTHON:-python3}

rm -rf "$folder"
"$python" -m venv "$folder" || exit 1
"$folder/bin/pip" install --quiet --disable-pip-version-check --prefer-binary networkx obsidiantools==0.11.0 || exit 1
"$folder/bin/python" -c '
from importlib.metadata import version
import networkx, obsidiantools.api
print("networkx", version("networkx"), "obsidiantools", version("obsidiantools"))
'
