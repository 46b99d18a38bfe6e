#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# build_karchive.sh PREFIX: builds KArchive for Qt 6 from the distribution's source package into PREFIX.
#
# Debian 12 and Ubuntu 24.04 package only the Qt 5 build, but the same sources build for Qt 6. The source
# comes through apt, with apt's verification, from the release this machine runs or, when it is not to be had
# there, from the next ones. The lists are kept apart from the machine's own, so no root is needed.
set -euo pipefail

prefix=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt's download user has to get in

# The releases to ask, in order.
releases() {
    local VERSION_CODENAME=
    . /etc/os-release
    case $VERSION_CODENAME in
    bookworm) echo bookworm trixie ;;
    noble) echo noble plucky questing resolute ;;
    *) echo "$VERSION_CODENAME" ;;
    esac
}

# download CODENAME AS: leaves the unpacked source in $work/source.
download() {
    local state=$work/apt-$2
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/source"
    # An apt that is root downloads as _apt, which has to write here.
    [[ $EUID -ne 0 ]] || chown -R _apt "$state" 2>/dev/null || true
    if [[ $1 == "$2" ]]; then
        python3 "$here/source_list.py" "$1" >"$state/shoal.sources"
    else
        python3 "$here/source_list.py" "$1" "$2" >"$state/shoal.sources"
    fi || return 1
    local apt=(timeout 300 apt-get -q -o Acquire::Retries=2
        -o "Dir::Etc::sourcelist=$state/shoal.sources" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o Debug::NoLocking=1
        # A pin or a default release of this machine says nothing about which source is wanted here.
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null -o APT::Default-Release=)
    "${apt[@]}" update || return 1
    # The upstream archive alone: the packaging around it is of no use here.
    (cd "$state/source" && "${apt[@]}" source --tar-only karchive) || return 1
    mkdir "$state/unpacked"
    tar -C "$state/unpacked" --strip-components=1 -xf "$state"/source/karchive_*.orig.tar.* || return 1
    [[ -f $state/unpacked/CMakeLists.txt ]] || return 1
    mv "$state/unpacked" "$work/source"
}

read -r -a all <<<"$(releases)"
for release in "${all[@]}"; do
    echo "asking $release for the source of karchive"
    if download "${all[0]}" "$release"; then
        break
    fi
done
if [[ ! -d $work/source ]]; then
    echo "no source package of karchive could be had from: ${all[*]}"
    exit 1
fi

# A newer source asks for build rules of its own age; the older ones do the same.
sed -i -E 's/find_package\(ECM [0-9.]+/find_package(ECM/' "$work/source/CMakeLists.txt"
# Translations of its messages would need Qt's linguist tools.
rm -rf "$work/source/poqm"

rm -rf "$prefix"
cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DBUILD_WITH_QT6=ON -DBUILD_TESTING=OFF -DBUILD_QCH=OFF
cmake --build "$work/build"
cmake --install "$work/build"
