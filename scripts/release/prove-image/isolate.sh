#!/usr/bin/env bash
# Becomes a command inside an image's files, as a container with a read-only root would run it:
# `isolate.sh ROOT DATA ro|rw [env's arguments] COMMAND`. The caller gives it mounts and process
# numbers of its own.
set -euo pipefail
root=$1 data=$2 mode=$3
shift 3
mount --bind "$root" "$root"
[ "$mode" = rw ] || mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --bind "$data" "$root/data"
exec chroot "$root" /usr/bin/env --ignore-environment "$@"
