import { createTheme, type DataFrame } from '@grafana/data';
import { cellsOf, dayOf, shortId, tokensOf, type Cells, type Drawn } from './cells.ts';
import { partsOf, type Column } from './columns.ts';
import { readEntries } from './entries.ts';
import { NOW, requestsOf } from './fixtures.ts';
import { defaultOptions } from './options.ts';

const theme = createTheme();
const columns: Column[] = [
  { over: 'time', under: [] },
  { over: 'model', under: ['user'] },
  { over: 'status', under: [] },
  { over: 'latency', under: [] },
  { over: 'cost', under: [] },
];

function cells(frame: DataFrame, zone = 'Asia/Shanghai', leads = true): Cells[] {
  const entries = readEntries([frame], defaultOptions)?.entries ?? [];
  const drawn: Drawn = {
    mode: 'requests',
    fields: partsOf(frame, 'requests', []),
    theme,
    zone,
    today: dayOf(entries, zone),
  };
  return entries.map((entry) => cellsOf(entry, columns, drawn, leads));
}

const texts = ({ columns: drawn }: Cells | undefined = { columns: [], leads: null, left: false }) =>
  drawn.map(({ over }) => ('text' in over ? over.text : over.look));

test('a finished request says what it was', () => {
  const frame = requestsOf([{ id: '1', durationMs: 10_740, cost: 0.0123 }]);
  expect(texts(cells(frame)[0])).toEqual(['14:32:07', 'opus', '200', '10.7 s', '0.0123']);
});

test('one in flight has a clock, and no cost yet', () => {
  const [row] = cells(requestsOf([{ id: '1', state: 'running', statusCode: null, cost: null }]));
  expect(row?.columns[2]?.over).toEqual({ look: 'pill', text: '···', tone: 'running', spoken: 'In flight' });
  expect(row?.columns[3]?.over).toEqual({ look: 'clock', since: NOW, slow: false });
  expect(row?.columns[4]?.over).toEqual({ look: 'text', text: '—' });
});

test('unknown is never zero', () => {
  const frame = requestsOf([{ id: '1', statusCode: null, durationMs: null, cost: null, model: null }]);
  expect(texts(cells(frame)[0]).slice(1)).toEqual(['—', '—', '—', '—']);
});

test('times are in the zone that is asked for, and older days say which', () => {
  const frame = requestsOf(['1', { id: '2', startedAt: Date.UTC(2026, 2, 8, 15, 59) }]);
  expect(cells(frame).map((row) => texts(row)[0])).toEqual(['14:32:07', '03-08 23:59']);
  expect(cells(frame, 'UTC').map((row) => texts(row)[0])).toEqual(['06:32:07', '03-08 15:59']);
});

test('a row leads somewhere by its first name that has links, where somebody can follow them', () => {
  const frame = requestsOf(['1', { id: '2', model: null }]);
  const leads = (can: boolean) => cells(frame, 'UTC', can).map((row) => row.leads);
  expect(leads(true)).toEqual([null, null]);
  for (const field of frame.fields)
    if (field.name === 'user') field.config.links = [{ title: 'x', url: 'y' }];
  expect(leads(true)).toEqual([1, null]);
  expect(leads(false)).toEqual([null, null]);
});

test('tokens add up what is told; nothing told is not none', () => {
  expect(tokensOf({ numbers: { inputTokens: 2, outputTokens: null, cacheReadTokens: 3 } })).toBe(5);
  expect(tokensOf({ numbers: { inputTokens: null } })).toBeNull();
  expect(tokensOf({ numbers: { inputTokens: 0 } })).toBe(0);
});

test.each([
  ['sess_7f3a91c4aa', '7f3a91c4'],
  ['pfx:91bb07', '91bb07'],
  ['c02d4e5d-1c88-4f94', 'c02d4e5d'],
])('%s is %s for short', (id, short) => {
  expect(shortId(id)).toBe(short);
});
