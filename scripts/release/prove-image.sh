#!/usr/bin/env bash
# Builds the image and tries what it promises, on the embedded database and on PostgreSQL. Ends with
# one line: "N passed, N failed".
#
#   scripts/release/prove-image.sh          builds it and tries it
#   scripts/release/prove-image.sh IMAGE    tries one that is there
#
# It takes docker, podman or buildah, whichever works first. buildah needs root, and gets a stand-in
# for the base unless NODE_IMAGE names one: it is for machines that reach no registry of images.
set -euo pipefail
cd "$(dirname "$0")/../.."
parts=scripts/release/prove-image
work=$(mktemp -d)
postgres_folder=
own=()

works() { command -v "$1" >/dev/null && "$@" >/dev/null 2>&1; }

choose_tool() {
  if works docker info; then echo docker
  # podman answers also where it cannot start anything.
  elif works podman info && [ -w /sys/fs/cgroup/cgroup.procs ]; then echo podman
  elif works buildah info; then echo buildah
  else
    echo "None of docker, podman and buildah works here." >&2
    return 1
  fi
}

build() {
  local base=${NODE_IMAGE:-} how=()
  if [ "$tool" = buildah ]; then
    # Docker's format, because the other has no place for the HEALTHCHECK.
    how=(bud --isolation chroot --network host --format docker)
    if [ -z "$base" ]; then
      base=localhost/pfn-stand-in:24-bookworm-slim
      echo "The base is a stand-in for node:24-bookworm-slim: Debian, and Node.js from npm."
      buildah inspect "$base" >/dev/null 2>&1 || "$parts/stand-in-base.sh" "$base"
    fi
  else
    how=(build)
  fi
  "$tool" "${how[@]}" ${base:+--build-arg "NODE_IMAGE=$base"} \
    --build-arg "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)" --tag "$image" .
}

as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# The same sources give the same files: this machine builds them as well, or has built them.
build_here() {
  npx -y pnpm@12 build >"$work/build.log" 2>&1 || { cat "$work/build.log"; return 1; }
  node scripts/release/assemble.mjs "$work/release"
  own=("$work/release")
}

# A server of its own with a database for each trial. Nothing in it is worth keeping.
start_postgresql() {
  programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
  postgres_folder=$(as_postgres mktemp -d)
  postgres_port=$(node -e 'const s = require("net").createServer().listen(0, () => {
    console.log(s.address().port); s.close(); })')
  as_postgres "$programs/initdb" -D "$postgres_folder/data" -U postgres -A trust -E UTF8 >/dev/null
  as_postgres "$programs/pg_ctl" -D "$postgres_folder/data" -w -l "$postgres_folder/log" start -o \
    "-h 127.0.0.1 -p $postgres_port -k $postgres_folder -c fsync=off -c full_page_writes=off" \
    >/dev/null
  local name
  for name in life update_{0..9}; do
    psql -q -h 127.0.0.1 -p "$postgres_port" -U postgres -c "create database $name"
  done
}

clean_up() {
  rm -rf "$work"
  if [ -n "$postgres_folder" ]; then
    as_postgres "$programs/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null || true
    rm -rf "$postgres_folder"
  fi
}

tool=$(choose_tool)
echo "Containers by $tool."
image=${1:-localhost/pfn:proof}
trap clean_up EXIT
if [ $# -eq 0 ]; then
  build
  build_here
fi
start_postgresql
node "$parts/prove.mjs" "$tool" "$image" "postgres://postgres@127.0.0.1:$postgres_port" \
  "${own[@]}"
