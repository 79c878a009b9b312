#!/bin/sh
# Make the environment VENV and install this package with its tested requirements:  sh tools/set_up.sh VENV [EXTRA]
# Does nothing when that is done already; repairs what an interrupted run has left.
set -eu
cd "$(dirname "$0")/.."
step() { echo "set-up: $*"; }
stop() { echo "set-up stopped: $*" >&2; exit 1; }

extra=${2:-} python=${PYTHON:-python3}
mkdir -p "$(dirname "$1")" 2>/dev/null || stop "cannot make the folder of $1"
venv=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
done_file=$venv/.installed${extra:+-$extra}
state="$venv $(cat settings.ini pyproject.toml setup.py constraints.txt | cksum)"
[ "$(cat "$done_file" 2>/dev/null)" = "$state" ] && exit 0

# Tools
command -v "$python" >/dev/null ||
    stop "Python 3.10 or newer is needed, and there is no '$python' (name yours: make PYTHON=...)"
"$python" -c 'import sys; sys.exit(sys.version_info < (3,10))' 2>/dev/null ||
    stop "Python 3.10 or newer is needed; '$python' is $("$python" -V 2>&1 | head -n 1) (name another: make PYTHON=...)"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "Python's venv module is missing (on Debian and Ubuntu: package python3-venv)"
command -v "${CC:-cc}" >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null ||
    stop "a C compiler is missing (on Debian and Ubuntu: package build-essential)"

# An environment that was moved, or that an interrupted run left with files missing, is not worth mending
whole() {
    grep -qF "$venv" "$venv/bin/activate" && "$venv/bin/python" -I - <<'EOF'
import csv, sys
from importlib.metadata import distributions
def whole(dist):
    record = dist.read_text('RECORD')
    files = [row[0] for row in csv.reader((record or '').splitlines()) if not row[0].endswith('.pyc')]
    return files and all(dist.locate_file(f).exists() for f in files)
import pip
sys.exit(not all(map(whole, distributions())))
EOF
}
if [ -e "$venv" ] && ! whole 2>/dev/null; then
    [ -e "$venv/pyvenv.cfg" ] || [ -z "$(ls -A "$venv")" ] ||
        stop "$venv holds something that is not a Python environment"
    step "$venv is incomplete or was moved; starting it anew"
    rm -rf "$venv"
fi

# Disk
need=8; [ -z "$(ls -d "$venv"/lib/python*/site-packages/torch 2>/dev/null)" ] || need=1
free=$(df -Pk "$(dirname "$venv")" | awk 'NR==2 {print int($4/1048576)}')
[ "$free" -ge "$need" ] || stop "$need GB of free disk space are needed for $venv; there are $free"

# Install
if [ ! -e "$venv" ]; then
    step "making $venv with $("$python" -V)"
    "$python" -m venv "$venv" || stop "could not make $venv"
fi
pip() { "$venv/bin/python" -m pip --disable-pip-version-check "$@"; }
get() { pip install -qq -c constraints.txt "$@"; }
get_newest() { pip install -qq "$@"; }

step "getting pip's newest version"
pip install -qq --upgrade pip || stop "pip could not install (see above); is the network there?"
[ "$need" = 1 ] || step "getting torch and torchvision (up to 3 GB to download, 5 GB on disk, a few minutes)"
get torch torchvision &&
step "getting the other requirements and installing diff_dalle_nb${extra:+ with its '$extra' extra}" &&
get -e ".${extra:+[$extra]}" || {
    step "the versions of constraints.txt could not be installed (see above); trying the newest of settings.ini"
    get_newest -e ".${extra:+[$extra]}" || stop "pip could not install (see above); is the network there?"
}
"$venv/bin/python" -c 'import diff_dalle_nb' || stop "diff_dalle_nb was installed but cannot be imported"
echo "$state" > "$venv/.installed"
echo "$state" > "$done_file"
step "done, $(du -sh "$venv" | cut -f1) in $venv"
