import { collectDefaultMetrics, Registry } from 'prom-client';
import type { FamilySamples } from './exposition.ts';

/** The exporter's own process, as prom-client measures it. */
export interface ProcessMetrics {
  read: () => Promise<FamilySamples[]>;
  stop: () => void;
}

/**
 * What is worth keeping of prom-client's defaults: the rest breaks Prometheus's naming rules (promtool objects)
 * or mostly measures the scrape itself (exporter-practice.md 4.1).
 */
const kept =
  /^(process_(?!heap_bytes)|nodejs_(eventloop_lag_p99_seconds|heap_size_used_bytes|version_info)$)/;

/** Starts measuring. The registry is only read, never rendered: see exporter-practice.md 4.1 for why. */
export function measureProcess(): ProcessMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  return {
    async read() {
      const metrics = await registry.getMetricsAsJSON();
      return metrics
        .filter(({ name }) => kept.test(name))
        .map(({ name, type, help, values }) => ({
          name,
          type: String(type),
          help,
          samples: values.map(({ value, labels }) => ({
            value,
            labels: Object.fromEntries(
              Object.entries(labels).map(([label, labelValue]) => [label, String(labelValue)]),
            ),
          })),
        }));
    },
    stop: () => {
      registry.clear();
    },
  };
}
