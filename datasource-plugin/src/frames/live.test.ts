import { createTheme, FieldType, getDisplayProcessor, type DataFrame } from '@grafana/data';
import type { Activity, Sessions, Slots, Sources } from '@hubscope/exporter/contract';
import type { RowFilter } from '../types/query.ts';
import { AS_OF, context, custom, fresh, noticesOf, unknown, valuesOf, yuan } from './fixtures.ts';
import { framesOf } from './index.ts';

/** Texts of a field as a panel shows them. */
function shown(frame: DataFrame | undefined, name: string): string[] {
  const field = frame?.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  const display = getDisplayProcessor({ field, theme: createTheme() });
  return field.values.map((value) => display(value).text);
}

describe('activity', () => {
  const running: Activity['requests'][number] = {
    id: 12,
    session: 's-1',
    live: true,
    user: { id: 2, name: 'alice' },
    key: { id: 5, name: 'laptop' },
    provider: null,
    model: 'opus',
    billedModel: 'opus-4',
    state: 'running',
    statusCode: null,
    blockedBy: null,
    durationMs: 1200,
    ttftMs: null,
    firstByteMs: null,
    costUsd: null,
    inputTokens: null,
    outputTokens: null,
    cacheCreationTokens: null,
    cacheReadTokens: null,
    startedAt: '2026-03-09T03:59:58.000Z',
  };
  const finished: Activity['requests'][number] = {
    ...running,
    id: 11,
    session: null,
    live: false,
    user: { id: 99, name: null },
    provider: { id: 1, name: 'north' },
    model: null,
    billedModel: null,
    state: 'finished',
    statusCode: 200,
    durationMs: 900,
    ttftMs: 300,
    costUsd: '0.012300000000000',
    inputTokens: 10,
    startedAt: '2026-03-09T03:59:00.000Z',
  };
  const activity: Activity = { requests: [running, finished] };
  const frameOf = (filters: RowFilter[] = []) =>
    framesOf({ refId: 'A', queryType: 'activity', filters }, fresh(activity), context)[0];

  test('a row for each request', () => {
    const frame = frameOf();
    expect(valuesOf(frame)).toEqual({
      startedAt: [Date.parse(running.startedAt), Date.parse(finished.startedAt)],
      user: ['alice', '#99'],
      key: ['laptop', 'laptop'],
      provider: [null, 'north'],
      model: ['opus', null],
      billedModel: ['opus-4', null],
      state: ['running', 'finished'],
      statusCode: [null, 200],
      durationMs: [1200, 900],
      ttftMs: [null, 300],
      firstByteMs: [null, null],
      cost: [null, 0.0123],
      inputTokens: [null, 10],
      outputTokens: [null, null],
      cacheCreationTokens: [null, null],
      cacheReadTokens: [null, null],
      blockedBy: [null, null],
      live: [true, false],
      session: ['s-1', null],
      id: ['12', '11'],
    });
    expect(frame?.fields[0]?.type).toBe(FieldType.time);
    expect(frame?.meta).toEqual({
      preferredVisualisationType: 'table',
      uniqueRowIdFields: [19],
      custom: { ...custom, count: 2 },
    });
    expect(shown(frame, 'state')).toEqual(['In progress', 'Completed']);
  });

  test.each<[RowFilter, string[]]>([
    [{ key: 'model', operator: '=', value: 'opus' }, ['12']],
    [{ key: 'model', operator: '=', value: 'opus-4' }, ['12']],
    [{ key: 'model', operator: '!=', value: 'opus-4' }, ['11']],
    [{ key: 'user', operator: '=', value: '#99' }, ['11']],
    [{ key: 'provider', operator: '=', value: '' }, ['12']],
    [{ key: 'key', operator: '=~', value: 'lap.*' }, ['12', '11']],
  ])('%j keeps %j', (filter, ids) => {
    expect(valuesOf(frameOf([filter])).id).toEqual(ids);
  });

  test('names lead to what else is known of them', () => {
    const titles = (name: string) =>
      frameOf()
        ?.fields.find((field) => field.name === name)
        ?.config.links?.map(({ title }) => title);
    expect(['user', 'key', 'provider', 'model'].map(titles)).toEqual([
      ['Requests', 'Usage over time'],
      ['Requests'],
      ['Requests', 'Slots'],
      ['Requests'],
    ]);
  });
});

describe('sessions', () => {
  const sessions: Sessions = {
    live: 180,
    sessions: [
      {
        id: 's-1',
        user: { id: 2, name: 'alice' },
        key: null,
        state: 'BUSY',
        inFlight: 1,
        requests: 3,
        costUsd: '0.5',
        inputTokens: 1,
        outputTokens: 2,
        cacheCreationTokens: 3,
        cacheReadTokens: 4,
        durationMs: 5000,
        providers: [
          { id: 1, name: 'north' },
          { id: 2, name: null },
        ],
        models: ['opus', 'haiku'],
        startedAt: null,
        lastRequestAt: '2026-03-09T03:59:58.000Z',
      },
    ],
  };
  const frameOf = (filters: RowFilter[] = []) =>
    framesOf({ refId: 'A', queryType: 'sessions', filters }, fresh(sessions), context)[0];

  test('a row for each session', () => {
    const frame = frameOf();
    expect(valuesOf(frame)).toEqual({
      lastRequestAt: [Date.parse('2026-03-09T03:59:58Z')],
      startedAt: [null],
      user: ['alice'],
      key: [null],
      state: ['BUSY'],
      inFlight: [1],
      requests: [3],
      cost: [0.5],
      durationMs: [5000],
      inputTokens: [1],
      outputTokens: [2],
      cacheCreationTokens: [3],
      cacheReadTokens: [4],
      providers: ['north, #2'],
      models: ['opus, haiku'],
      id: ['s-1'],
    });
    expect(frame?.meta?.uniqueRowIdFields).toEqual([15]);
    expect(noticesOf(frame)).toEqual(['info: 1 of 180 shown']);
    expect(shown(frame, 'state')).toEqual(['In progress']);
  });

  test('any of its providers and models is its own', () => {
    expect(frameOf([{ key: 'provider', operator: '=', value: 'north' }])?.length).toBe(1);
    expect(frameOf([{ key: 'model', operator: '!=', value: 'haiku' }])?.length).toBe(0);
  });
});

describe('slots', () => {
  const provider = { type: 'claude', groups: ['a', 'b'], enabled: true, priority: 1 };
  const slots: Slots = {
    providers: [
      {
        provider: { ...provider, id: 1, name: 'north' },
        used: 19,
        limit: 20,
        utilizationRatio: 0.95,
        requestsToday: 5,
        tokensToday: 600,
        circuit: 'half-open',
        halfOpensAt: null,
      },
      {
        provider: { ...provider, id: 2, name: 'south' },
        used: null,
        limit: null,
        utilizationRatio: null,
        requestsToday: 0,
        tokensToday: null,
        circuit: null,
        halfOpensAt: '2026-03-09T04:01:00.000Z',
      },
    ],
    fleet: { providers: 1, limit: 20, used: 19, left: 1, leftRatio: 0.05 },
  };
  const framesWith = (more: object = {}) =>
    framesOf({ refId: 'A', queryType: 'slots', ...more }, fresh(slots), context);

  test('a row for each provider', () => {
    const [table, ...others] = framesWith();
    expect(others).toEqual([]);
    expect(valuesOf(table)).toEqual({
      provider: ['north', 'south'],
      utilizationRatio: [0.95, null],
      used: [19, null],
      limit: [20, null],
      requestsToday: [5, 0],
      tokensToday: [600, null],
      circuit: ['half-open', null],
      halfOpensAt: [null, Date.parse('2026-03-09T04:01:00Z')],
      type: ['claude', 'claude'],
      groups: ['a, b', 'a, b'],
      priority: [1, 1],
      enabled: [true, true],
    });
    expect(table?.meta?.custom).toEqual({ ...custom, count: 2, ids: [1, 2] });
    expect(shown(table, 'circuit')).toEqual(['Half open', '']);
    expect(shown(table, 'limit')).toEqual(['20', 'Unlimited']);
  });

  test('or one row of the whole fleet, whatever rows are filtered', () => {
    const filters = [{ key: 'provider', operator: '=', value: 'south' }];
    const [fleet, ...others] = framesWith({ of: 'fleet', filters });
    expect(others).toEqual([]);
    expect(fleet?.name).toBe('Fleet');
    expect(valuesOf(fleet)).toEqual({
      providers: [1],
      limit: [20],
      used: [19],
      left: [1],
      leftRatio: [0.05],
    });
  });

  test.each([
    [0.69, 'green'],
    [0.7, 'orange'],
    [0.9, 'red'],
    [1.2, 'red'],
    [null, 'text'],
  ])('a utilization of %p is %s', (value, color) => {
    const theme = createTheme();
    const field = framesWith()[0]!.fields[1]!;
    expect(getDisplayProcessor({ field, theme })(value).color).toBe(
      theme.visualization.getColorByName(color),
    );
  });

  test('or a field for each, of the utilization unless another figure is asked for', () => {
    const [frame, ...others] = framesWith({ form: 'figures' });
    expect(others).toEqual([]);
    expect(valuesOf(frame)).toEqual({ north: [0.95], south: [null] });
    expect(frame?.fields[0]).toMatchObject({
      labels: { provider: 'north' },
      config: { displayNameFromDS: 'north', unit: 'percentunit', min: 0, max: 1 },
    });
    expect(valuesOf(framesWith({ form: 'figures', figure: 'used' })[0])).toEqual({
      north: [19],
      south: [null],
    });
  });

  test('filters keep providers', () => {
    const [table] = framesWith({ filters: [{ key: 'provider', operator: '=', value: 'south' }] });
    expect(valuesOf(table).provider).toEqual(['south']);
  });
});

test('sources have a row each; what only the ledger has is not known of servers', () => {
  const sources: Sources = {
    postgres: { state: 'up', reason: null, asOf: AS_OF },
    redis: { state: 'down', reason: 'connection refused', asOf: null },
    ledger: { state: 'up', reason: null, asOf: AS_OF, rows: 3_012_345, mismatchRows: 0, loadRatio: 1 },
  };
  const [frame] = framesOf({ refId: 'A', queryType: 'sources' }, fresh(sources, yuan), context);
  expect(valuesOf(frame)).toEqual({
    source: ['postgres', 'redis', 'ledger'],
    state: ['up', 'down', 'up'],
    reason: [null, 'connection refused', null],
    asOf: [Date.parse(AS_OF), null, Date.parse(AS_OF)],
    rows: [null, null, 3_012_345],
    mismatchRows: [null, null, 0],
    loadRatio: [null, null, 1],
  });
  expect(shown(frame, 'source')).toEqual(['PostgreSQL', 'Redis', 'Ledger']);
  expect(shown(frame, 'state')).toEqual(['Up', 'Down', 'Up']);
  expect(frame?.meta?.custom).toEqual({ ...custom, currency: { code: 'CNY', rate: yuan.rate } });
});

test.each(['activity', 'sessions', 'slots', 'sources'] as const)(
  'unknown %s have columns and no rows',
  (queryType) => {
    const frames = framesOf({ refId: 'A', queryType }, unknown('Redis is away'), context);
    for (const frame of frames) {
      expect(frame.fields.length).toBeGreaterThan(4);
      expect(frame.length).toBe(0);
      expect(noticesOf(frame)).toEqual(['error: Not known: Redis is away']);
    }
  },
);
