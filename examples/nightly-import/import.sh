#!/usr/bin/env bash
# Adds the rows of a CSV file to an account of a pfn ledger: import.sh FILE ACCOUNT
# Running it again adds nothing twice. PFN_URL and PFN_KEY say where and by which right.
set -euo pipefail

: "${PFN_URL:?Set PFN_URL to the address of pfn.}" "${PFN_KEY:?Set PFN_KEY to an integration key.}"
file=${1:?Usage: import.sh FILE ACCOUNT}
account=${2:?Usage: import.sh FILE ACCOUNT}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# The key comes from a configuration that only this process reads; an argument would stand in the list of processes.
# What got no answer, or "try again later", is sent again after as long as the server asks.
call() {
  curl --silent --show-error --fail-with-body --max-time 60 --retry 5 --retry-connrefused \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$PFN_KEY") "$@"
}

# The problem object of a refusal says what is wrong; it is all that is printed of it.
accounts=$(call "$PFN_URL/api/v1/accounts?limit=200") || { printf '%s\n' "$accounts" >&2; exit 1; }
batches=$(node "$here/batches.mjs" "$file" "$account" <<<"$accounts")

added=0
known=0
run=$(date +%s)-$$
while read -r digest batch; do
  [ -n "$digest" ] || continue
  answer=$(call "$PFN_URL/api/v1/transactions" -H 'Content-Type: application/json' \
    -H "Idempotency-Key: nightly-$run-$digest" --data-binary @- <<<"$batch") || { printf '%s\n' "$answer" >&2; exit 1; }
  read -r new old < <(node -p 'const { created, skipped } = JSON.parse(process.argv[1]); `${created} ${skipped.length}`' "$answer")
  added=$((added + new))
  known=$((known + old))
done <<<"$batches"
printf '%s: %s added, %s known already.\n' "$account" "$added" "$known"
