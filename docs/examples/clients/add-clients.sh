#!/usr/bin/env bash
# Adds clients of the API with Keycloak's kcadm.sh: those that are named and not there. Their secrets go to a file that its owner only may read.
#
#   kcadm.sh config credentials --server https://login.example.org --realm master --user admin
#   ./add-clients.sh secrets.csv shop-berlin shop-paris
#
# KCADM is where kcadm.sh is (kcadm.sh), REALM the realm (api).
set -euo pipefail
kcadm=${KCADM:-kcadm.sh}
realm=${REALM:-api}
secrets=$1
shift
umask 077

# What the realm gives by itself, such as scopes and audience, is not named: a list of scopes would stand in its place.
for client in "$@"; do
  if [ -n "$("$kcadm" get clients -r "$realm" -q clientId="$client" --fields id --format csv)" ]; then
    echo "$client: there already"
    continue
  fi
  id=$("$kcadm" create clients -r "$realm" -i -s clientId="$client" -s publicClient=false -s serviceAccountsEnabled=true -s standardFlowEnabled=false)
  secret=$("$kcadm" get "clients/$id/client-secret" -r "$realm" --fields value --format csv --noquotes)
  echo "$client,$secret" >> "$secrets"
  echo "$client: added"
done
