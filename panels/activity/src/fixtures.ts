import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';

/** Unix ms of the newest row of {@link requestsOf}. */
export const NOW = Date.UTC(2026, 2, 9, 6, 32, 7);

interface Row {
  id: string;
  state: 'running' | 'finished' | 'lost';
  statusCode: number | null;
  durationMs: number | null;
  startedAt: number;
  user: string | null;
  model: string | null;
  cost: number | null;
}

/** Requests by their ids, a second apart, the first one the newest; finished well unless said otherwise. */
export function requestsOf(ids: readonly (string | ({ id: string } & Partial<Row>))[]): DataFrame {
  const rows = ids.map((said, index): Row => ({
    state: 'finished',
    statusCode: 200,
    durationMs: 900,
    startedAt: NOW - index * 1000,
    user: 'alice',
    model: 'opus',
    cost: 0.01,
    ...(typeof said === 'string' ? { id: said } : said),
  }));
  const field = (name: keyof Row, type: FieldType) => ({ name, type, values: rows.map((row) => row[name]) });
  return toDataFrame({
    fields: [
      field('startedAt', FieldType.time),
      field('user', FieldType.string),
      field('model', FieldType.string),
      field('state', FieldType.string),
      field('statusCode', FieldType.number),
      field('durationMs', FieldType.number),
      field('cost', FieldType.number),
      field('id', FieldType.string),
    ],
  });
}
