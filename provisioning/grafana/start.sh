#!/bin/sh
# Starts Grafana with the variables that provisioning/grafana reads: gives each its default, reads secrets from files,
# and names all that are missing at once. Grafana would take a variable that is not set for an empty text.
#
#   start.sh                  goes on with /run.sh, as Grafana's image does
#   start.sh command ...      goes on with another command
#   start.sh --check          says what is missing, and ends
set -eu

: "${HUBSCOPE_URL:=http://exporter:23100}"
: "${HUBSCOPE_DASHBOARDS:=/var/lib/grafana/dashboards}"
: "${PROMETHEUS_URL:=http://prometheus:9090}"
: "${PROMETHEUS_INTERVAL:=5s}"
: "${HUBSCOPE_VIEWER_TOKEN_FILE:=/run/secrets/api_viewer_token}"
: "${HUBSCOPE_SCREEN_TOKEN_FILE:=/run/secrets/api_screen_token}"

missing=''
miss() {
  missing="$missing
  $1"
}

# secret NAME FILE WHAT: the variable, else what is in the file.
secret() {
  eval "value=\${$1:-}"
  if [ -z "$value" ] && [ -r "$2" ]; then value=$(tr -d ' \t\r\n' <"$2"); fi
  if [ -z "$value" ]; then
    miss "$1: set it to $3 of the exporter, or $1_FILE to a file that has it ($2 is not there, or is empty)"
  fi
  eval "$1=\$value"
}

address() {
  case $2 in
    http://*[!/] | https://*[!/]) ;;
    *) miss "$1: \"$2\" is no http:// or https:// address without a slash at its end" ;;
  esac
}

secret HUBSCOPE_VIEWER_TOKEN "$HUBSCOPE_VIEWER_TOKEN_FILE" API_VIEWER_TOKEN
secret HUBSCOPE_SCREEN_TOKEN "$HUBSCOPE_SCREEN_TOKEN_FILE" API_SCREEN_TOKEN
address HUBSCOPE_URL "$HUBSCOPE_URL"
address PROMETHEUS_URL "$PROMETHEUS_URL"
for folder in gateway operations screens; do
  [ -d "$HUBSCOPE_DASHBOARDS/$folder" ] || miss "HUBSCOPE_DASHBOARDS: there is no $HUBSCOPE_DASHBOARDS/$folder"
done

if [ -n "$missing" ]; then
  echo "Grafana cannot be started with Hubscope:$missing" >&2
  exit 78
fi

export HUBSCOPE_URL HUBSCOPE_DASHBOARDS PROMETHEUS_URL PROMETHEUS_INTERVAL
export HUBSCOPE_VIEWER_TOKEN HUBSCOPE_SCREEN_TOKEN
[ "${1:-}" != --check ] || exit 0
[ $# -gt 0 ] || set -- /run.sh
exec "$@"
