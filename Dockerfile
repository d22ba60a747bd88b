# Images of Hubscope. `exporter` is the service; `grafana` is Grafana with Hubscope's plugins; `tools` has the whole
# repository: the playlist seeder, and the simulated gateway of the demo.
ARG NODE_IMAGE=node:24.11.1-bookworm-slim
ARG GRAFANA_IMAGE=grafana/grafana:12.3.0

FROM ${NODE_IMAGE} AS tools
WORKDIR /hubscope
COPY . .
RUN npm ci --no-audit --no-fund
USER node
ENTRYPOINT ["node", "--import", "tsx"]

FROM tools AS built
USER root
RUN npm run build \
  && npm run preview \
  && mkdir plugins \
  && for folder in datasource-plugin/dist panels/*/dist; do \
       cp -r "$folder" "plugins/$(node -p "require('./$folder/plugin.json').id")"; \
     done

FROM ${NODE_IMAGE} AS packages
WORKDIR /hubscope
COPY . .
RUN npm ci --omit=dev --workspace exporter --no-audit --no-fund

FROM ${NODE_IMAGE} AS exporter
WORKDIR /hubscope
COPY --from=packages /hubscope/node_modules node_modules
COPY --from=packages /hubscope/exporter exporter
COPY --from=built /hubscope/exporter/dist exporter/dist
# Served at /preview with PREVIEW_DIR=/hubscope/preview; not unless that is set.
COPY --from=built /hubscope/dist/preview preview
RUN rm -rf exporter/src && install -d -o node -g node /var/lib/hubscope
ENV NODE_ENV=production BIND=0.0.0.0 PORT=23100 DATA_DIR=/var/lib/hubscope
VOLUME /var/lib/hubscope
EXPOSE 23100
USER node
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/-/healthy').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "exporter/dist/main.js"]

FROM ${GRAFANA_IMAGE} AS grafana
COPY --from=built /hubscope/plugins /opt/hubscope/plugins
# Where alerts lead to: values.runbooksUrl in alerting/src/values.ts.
COPY docs/runbooks /usr/share/grafana/public/hubscope-runbooks
ENV GF_PATHS_PLUGINS=/opt/hubscope/plugins
