import type { DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { GatewayQuery } from '../../../../datasource-plugin/src/types/query.ts';
import upright from '../../../../dashboards/screens/wall-portrait.json';
import wide from '../../../../dashboards/screens/wall.json';

/** A panel as dashboards save it. */
export interface SavedPanel {
  id: number;
  type: string;
  title: string;
  description: string;
  transparent: boolean;
  targets: readonly GatewayQuery[];
  transformations?: DataTransformerConfig[];
  options: Record<string, unknown>;
  fieldConfig: FieldConfigSource;
  /** In cells of Grafana's grid. */
  gridPos: { x: number; y: number; w: number; h: number };
}

/** What of a dashboard the page shows. */
export interface Board {
  title: string;
  time: { from: string; to: string };
  panels: readonly SavedPanel[];
}

/** The big screens, as dashboards have them; JSON tells no more of its types. */
export const boards = { wide, upright } as unknown as Readonly<Record<'wide' | 'upright', Board>>;
