#!/bin/sh
# Makes the secrets that docker-compose.yml mounts: those that are missing, in ./secrets or in the folder given.
# Containers read them as users of their own, so the files may be read by all, and the folder by its owner alone.
set -eu
folder=${1:-secrets}
umask 077
mkdir -p "$folder"
for name in metrics_token api_admin_token api_viewer_token api_screen_token pseudonym_key grafana_admin_password; do
  if [ ! -s "$folder/$name" ]; then
    head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$folder/$name"
    echo "made $folder/$name"
  fi
  chmod 0444 "$folder/$name"
done
