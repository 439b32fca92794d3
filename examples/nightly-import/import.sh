#!/usr/bin/env bash
# Adds the rows of a bank's CSV file to an account of a pfn ledger: import.sh FILE ACCOUNT [MAPPING]
# Running it again adds nothing twice. PFN_URL and PFN_KEY say where and by which right.
set -euo pipefail

: "${PFN_URL:?Set PFN_URL to the address of pfn.}" "${PFN_KEY:?Set PFN_KEY to an integration key.}"
file=${1:?Usage: import.sh FILE ACCOUNT [MAPPING]}
account=${2:?Usage: import.sh FILE ACCOUNT [MAPPING]}
mapping=${3:-}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The key comes from a configuration that only this process reads. As an argument it would stand in
# the list of processes. A request without an answer, or with "try again later", is sent again after
# the time that the server asks for. Of a refusal only its problem object is printed.
call() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --max-time 300 \
    --retry 5 --retry-connrefused \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$PFN_KEY") "$@") ||
    { printf '%s\n' "$answer" >&2; return 1; }
  printf '%s\n' "$answer"
}
post() { call -H 'Content-Type: application/json' --data-binary @- "$@"; }
step() { node "$here/steps.mjs" "$@"; }

accounts=$(call "$PFN_URL/api/v1/accounts?limit=200")
body=$(step preview "$file" "$account" "$mapping" <<<"$accounts")
# A preview adds nothing, so it does no harm when it is sent twice.
preview=$(post "$PFN_URL/api/v1/imports" <<<"$body")
checked=$(step check <<<"$preview")
read -r id errors <<<"$checked"
if [ "$errors" != 0 ]; then
  errors=$(call "$PFN_URL/api/v1/imports/$id?verdict=error&limit=200")
  step wrong <<<"$errors"
fi
committed=$(post "$PFN_URL/api/v1/imports/$id/commit" -H "Idempotency-Key: nightly-$id" \
  <<<'{"reason":"Nightly import"}')
step report "$account" <<<"$committed"
