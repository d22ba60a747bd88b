import { Decimal } from 'decimal.js';
import { columnsOf, type CounterMemory } from './counter-memory.ts';
import { counterColumns, counterFamilyNames, type CounterFamilyName } from './counters.ts';
import { kinds, OTHER, seriesKinds, type SeriesKind } from './series.ts';

/*
 * Counters of a ledger that is counted anew, whole, from time to time. What a reading has more than the last one is
 * added; what it has less, after a reset or a deletion, is not taken away. So no counter falls, and the growth after
 * a fall is not lost.
 */

/** Sums with all their digits: no sum over a ledger has more. */
export const Exact = Decimal.clone({ precision: 80 });

/** A family's series: the values of its dimensions as a JSON list, to sums in the order of its measures. */
export type FamilySums = Map<string, Decimal[]>;

/** Families by name; one that was not asked for is left out. */
export type Sums = Partial<Record<CounterFamilyName, FamilySums>>;

/** What is remembered from one reading to the next. */
export interface Grown {
  /** What the last reading found, every name by itself. */
  read: Sums;
  /** What has been counted, names without a series of their own folded into `other`. */
  counted: Sums;
  /** Names that have series of their own. */
  own: Record<SeriesKind, ReadonlySet<string>>;
}

/** Before the first reading. */
export const nothingYet = (): Grown => ({
  read: {},
  counted: {},
  own: { provider: new Set(), model: new Set(), user: new Set(), key: new Set() },
});

/** Adds what a reading of the ledger has more than the last one. `caps` are the most names of each kind. */
export function grow(before: Grown, reading: Sums, caps: Readonly<Record<SeriesKind, number>>): Grown {
  const growth: Sums = {};
  for (const family of counterFamilyNames) {
    const found = reading[family];
    if (found !== undefined) growth[family] = growthOf(found, before.read[family]);
  }
  const own = { ...before.own };
  for (const kind of seriesKinds) own[kind] = withNewcomers(kind, growth, before.own[kind], caps[kind]);
  const counted: Sums = { ...before.counted };
  for (const family of counterFamilyNames) {
    const grown = growth[family];
    if (grown !== undefined) counted[family] = folded(family, grown, own, before.counted[family]);
  }
  return { read: { ...before.read, ...reading }, counted, own };
}

/** How many names of a kind were read that have no series of their own, once there is an `other`. */
export function countFolded({ read, counted, own }: Grown, kind: SeriesKind): number {
  const { family } = kinds[kind];
  if (!namesOf(kind, counted[family]).has(OTHER)) return 0;
  return [...namesOf(kind, read[family])].filter((name) => !own[kind].has(name)).length;
}

/** The values of the dimensions of a series. */
export const valuesOf = (key: string) => JSON.parse(key) as string[];

/** The series that grew, and those that came, with what they grew by. */
function growthOf(found: FamilySums, last: FamilySums | undefined): FamilySums {
  const grown: FamilySums = new Map();
  for (const [key, sums] of found) {
    const was = last?.get(key);
    const growth = sums.map((sum, index) => Exact.max(sum.minus(was?.[index] ?? 0), 0));
    if (was === undefined || growth.some((one) => !one.isZero())) grown.set(key, growth);
  }
  return grown;
}

/** Gives newcomers series of their own, those that grew most first, while there are fewer than `most`. */
function withNewcomers(
  kind: SeriesKind,
  growth: Sums,
  own: ReadonlySet<string>,
  most: number,
): ReadonlySet<string> {
  const { family, measure } = kinds[kind];
  const free = most - own.size;
  const grown = growth[family];
  if (grown === undefined || free <= 0) return own;
  const place = counterColumns(family).measures.findIndex(([name]) => name === measure);
  const weights = new Map<string, Decimal>();
  for (const [key, sums] of grown) {
    const name = valuesOf(key)[placeOf(kind, family)] ?? '';
    if (name === OTHER || own.has(name)) continue;
    weights.set(name, (weights.get(name) ?? new Exact(0)).plus(sums[place] ?? 0));
  }
  const newcomers = [...weights].sort(
    ([oneName, one], [otherName, other]) => other.comparedTo(one) || (oneName < otherName ? -1 : 1),
  );
  return new Set([...own, ...newcomers.slice(0, free).map(([name]) => name)]);
}

function folded(
  family: CounterFamilyName,
  growth: FamilySums,
  own: Grown['own'],
  before: FamilySums = new Map<string, Decimal[]>(),
): FamilySums {
  const kindOf = counterColumns(family).dimensions.map(({ name }) =>
    seriesKinds.find((kind) => kinds[kind].dimension === name),
  );
  const counted = new Map(before);
  for (const [key, sums] of growth) {
    const values = valuesOf(key).map((value, index) => {
      const kind = kindOf[index];
      return kind === undefined || own[kind].has(value) ? value : OTHER;
    });
    const series = JSON.stringify(values);
    const was = counted.get(series);
    counted.set(
      series,
      sums.map((sum, index) => sum.plus(was?.[index] ?? 0)),
    );
  }
  return counted;
}

const placeOf = (kind: SeriesKind, family: CounterFamilyName) =>
  counterColumns(family).dimensions.findIndex(({ name }) => name === kinds[kind].dimension);

function namesOf(kind: SeriesKind, sums: FamilySums = new Map<string, Decimal[]>()): Set<string> {
  const place = placeOf(kind, kinds[kind].family);
  return new Set([...sums.keys()].map((key) => valuesOf(key)[place] ?? ''));
}

/** As a file keeps it. */
export function toMemory({ read, counted, own }: Grown, gateway: string): CounterMemory {
  return {
    gateway,
    families: toRows(counted),
    read: toRows(read),
    series: seriesKinds.flatMap((kind) => [...own[kind]].map((name): [string, string] => [kind, name])),
  };
}

/** From what {@link toMemory} made, perhaps of a version that counted other measures. */
export function fromMemory({ families, read, series }: CounterMemory): Grown {
  const own = (kind: SeriesKind) => new Set(series.flatMap(([of, name]) => (of === kind ? [name] : [])));
  return {
    counted: fromRows(families),
    read: fromRows(read ?? {}),
    own: { provider: own('provider'), model: own('model'), user: own('user'), key: own('key') },
  };
}

function toRows(sums: Sums): CounterMemory['families'] {
  return Object.fromEntries(
    Object.entries(sums).map(([family, all]) => [
      family,
      {
        columns: columnsOf(family as CounterFamilyName),
        rows: [...all].map(([key, values]) => [...valuesOf(key), ...values.map((value) => value.toFixed())]),
      },
    ]),
  );
}

function fromRows(families: CounterMemory['families']): Sums {
  const sums: Sums = {};
  for (const family of counterFamilyNames) {
    const { dimensions, measures } = counterColumns(family);
    const { columns, rows } = families[family] ?? { columns: [], rows: [] };
    if (!dimensions.every(({ name }) => columns.includes(name))) continue;
    sums[family] = new Map(
      rows.map((row) => [
        JSON.stringify(dimensions.map(({ name }) => String(row[columns.indexOf(name)] ?? ''))),
        measures.map(([name]) => new Exact(row[columns.indexOf(name)] ?? 0)),
      ]),
    );
  }
  return sums;
}
