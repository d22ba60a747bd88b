/** A moment that the run passes through in real time. */
export interface Night {
  name: string;
  /** Unix ms. */
  at: number;
}

const DAY_MS = 86_400_000;

/** Edges of days in New York, as instants. The hour between 1 and 2 comes twice on 1 November, and not at all on 14 March. */
const edges: readonly (readonly [string, string])[] = [
  ['October ends', '2026-11-01T04:00:00Z'],
  ['clocks go back', '2026-11-01T06:00:00Z'],
  ['a day of 25 hours ends', '2026-11-02T05:00:00Z'],
  ['November ends', '2026-12-01T05:00:00Z'],
  ['the year ends', '2027-01-01T05:00:00Z'],
  ['clocks go forward', '2027-03-14T07:00:00Z'],
  ['a day of 23 hours ends', '2027-03-15T04:00:00Z'],
  ['a quarter ends', '2027-04-01T04:00:00Z'],
];

/** Midnights between the edges, for a run that is to see more days than those. */
const NIGHTS_BETWEEN = 3;

/** When a run begins: on the last afternoon of October. */
export const beginning = Date.parse('2026-10-31T20:00:00Z');

/** All nights in order, without end: after the last edge, every midnight. */
export function* nights(): Generator<Night> {
  const known = edges.map(([name, at]) => ({ name, at: Date.parse(at) }));
  for (const [index, edge] of known.entries()) {
    yield edge;
    const next = known[index + 1]?.at ?? Infinity;
    if (index < 2) continue;
    for (
      let night = 1;
      next === Infinity || (night <= NIGHTS_BETWEEN && edge.at + night * DAY_MS < next);
      night += 1
    ) {
      yield { name: 'midnight', at: edge.at + night * DAY_MS };
    }
  }
}
