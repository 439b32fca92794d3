#!/usr/bin/env bash
# Makes an image that stands in for node:24-bookworm-slim where no registry of images is reached:
# Debian by debootstrap, Node.js and npm from npm. `stand-in-base.sh NAME`, as root, with buildah.
set -euo pipefail
name=$1
node_version=24.22.3
npm_version=11.21.2
case $(uname -m) in aarch64) cpu=arm64 ;; *) cpu=x64 ;; esac

container=$(buildah from scratch)
trap 'buildah rm "$container" >/dev/null' EXIT
root=$(buildah mount "$container")
debootstrap --variant=minbase --include=ca-certificates bookworm "$root" >/dev/null
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*

npm install --global --prefix "$root/usr/local" --no-fund --no-audit --loglevel=error \
  "npm@$npm_version" "node-linux-$cpu@$node_version"
rm "$root/usr/local/bin/node"
mv "$root/usr/local/lib/node_modules/node-linux-$cpu/bin/node" "$root/usr/local/bin/node"
rm -rf "$root/usr/local/lib/node_modules/node-linux-$cpu"

# It trusts whom this machine trusts, which may reach npm through a proxy of its own.
certificates=/etc/ssl/certs/ca-certificates.crt
cp "$certificates" "$root$certificates"
buildah config --env "NODE_EXTRA_CA_CERTS=$certificates" --cmd node "$container"
buildah commit --quiet "$container" "$name" >/dev/null
