import type { DataFrame, FieldConfigSource, LoadingState, PanelPlugin } from '@grafana/data';

/** A panel in one state. */
export interface Case {
  name: string;
  width: number;
  height: number;
  series: DataFrame[];
  /** Default `Done`. */
  state?: LoadingState;
  error?: string;
  options?: Record<string, unknown>;
  fieldConfig?: FieldConfigSource;
  /** The panel's title, which Grafana draws above it. */
  title?: string;
}

/** A panel and its states. */
export interface Exhibit {
  /** Name of its folder. */
  name: string;
  load: () => Promise<{ plugin: PanelPlugin }>;
  cases: readonly Case[];
  /** New data of a live page: the n-th answer, two seconds after the one before. */
  live: (tick: number) => DataFrame[];
}
