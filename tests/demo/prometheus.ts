import { spawnSync } from 'node:child_process';
import { startPrometheus, type PrometheusServer } from '../servers/prometheus.ts';
import { onPortNear } from './ports.ts';

/** A Prometheus that scrapes `target`; undefined where none is installed. */
export async function prometheusFor(target: string): Promise<PrometheusServer | undefined> {
  if (spawnSync('prometheus', ['--version']).error !== undefined) return undefined;
  return onPortNear(29_090, (port) => startPrometheus({ targets: [target], scrapeIntervalSeconds: 5, port }));
}
