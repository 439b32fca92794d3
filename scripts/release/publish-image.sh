#!/usr/bin/env bash
# Builds the image of the checked-out commit for two CPUs, publishes it and signs its digest.
#
#   scripts/release/publish-image.sh 0.2.0                      the tags 0.2.0 and latest
#   scripts/release/publish-image.sh 0.2.0 --if-base-is-newer   only if the base has changed since
#
# It is for the workflows release.yml and weekly.yml. It needs docker with buildx, cosign, Node.js
# and these variables: GITHUB_REPOSITORY, GITHUB_ACTOR, REGISTRY_TOKEN.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Reads JSON and prints one field of it.
field() { node -p "JSON.parse(fs.readFileSync(0, 'utf8'))$1"; }

version=$1
# A registry takes small letters only.
image=ghcr.io/$(tr '[:upper:]' '[:lower:]' <<<"$GITHUB_REPOSITORY")
base=node:24-bookworm-slim
base_digest=$(docker buildx imagetools inspect "$base" --format '{{.Manifest.Digest}}')

docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin <<<"$REGISTRY_TOKEN"

if [ "${2:-}" = --if-base-is-newer ]; then
  built_on=$(docker buildx imagetools inspect --raw "$image:$version" |
    field '.annotations["org.opencontainers.image.base.digest"]')
  if [ "$built_on" = "$base_digest" ]; then
    printf '%s is built on the newest %s.\n' "$image:$version" "$base"
    exit
  fi
fi

# The usual builder makes images for its own CPU only.
docker buildx create --use >/dev/null
written=$(mktemp)
# Provenance says from which commit and how it was built, the SBOM what is in it.
docker buildx build . --push \
  --platform linux/amd64,linux/arm64 \
  --build-arg "NODE_IMAGE=$base@$base_digest" \
  --build-arg "SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)" \
  --annotation "index:org.opencontainers.image.base.name=docker.io/library/$base" \
  --annotation "index:org.opencontainers.image.base.digest=$base_digest" \
  --annotation "index:org.opencontainers.image.revision=$(git rev-parse HEAD)" \
  --annotation "index:org.opencontainers.image.version=$version" \
  --provenance=mode=max --sbom=true \
  --tag "$image:$version" --tag "$image:latest" \
  --metadata-file "$written"

digest=$(field '["containerimage.digest"]' <"$written")
cosign sign --yes "$image@$digest"
