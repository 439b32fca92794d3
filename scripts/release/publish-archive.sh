#!/usr/bin/env bash
# Makes the release of a tag on GitHub with an archive, its sha256 and its signature.
#
#   scripts/release/publish-archive.sh pfn.tar.gz v0.2.0
#
# It is for the workflow release.yml. It needs gh, cosign and the variable GH_TOKEN.
set -euo pipefail

archive=$1 tag=$2
cd "$(dirname "$archive")"
named=pfn-${tag#v}.tar.gz
mv "$(basename "$archive")" "$named"
sha256sum "$named" >"$named.sha256"
cosign sign-blob --yes --bundle "$named.sigstore.json" "$named"
gh release create "$tag" --repo "$GITHUB_REPOSITORY" --verify-tag --title "pfn ${tag#v}" \
  --notes "See CHANGELOG.md for what has changed and what an update needs." \
  "$named" "$named.sha256" "$named.sigstore.json"
