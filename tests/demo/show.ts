import type { PrometheusServer } from '../servers/prometheus.ts';

/** Something to look at in the demo. */
export interface Show {
  /** What the exporter is told for it. */
  environment: Readonly<Record<string, string>>;
  /** Begins, and tells under which names and addresses. */
  open: (exporterUrl: string, prometheus: PrometheusServer | undefined) => Promise<string[]>;
  close: () => Promise<void>;
}
