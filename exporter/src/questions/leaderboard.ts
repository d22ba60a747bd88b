import type { Directory } from '../gateway/directory.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import type { Span } from '../ledger/totals.ts';
import { boardSql, type BoardQuery, type BoardSqlRow, type ModelBasis } from './leaderboard/board-sql.ts';
import type { CacheCoefficients } from './leaderboard/cache-coefficients.ts';
import { figures, type Figures, type Known } from './leaderboard/figures.ts';
import { inOrder, type Ranked } from './leaderboard/order.ts';
import { noPercentiles, readPercentiles } from './leaderboard/percentiles.ts';
import { checkRequest, type BoardRequest } from './leaderboard/request.ts';
import { scopes, type Scope, type ScopeName } from './leaderboard/scopes.ts';
import { idFilters, subjectOf, subjectsIn, type Subject } from './leaderboard/subjects.ts';
import { periodSpans } from './periods.ts';

/** What a board is made from. */
export interface BoardSources {
  reader: LedgerReader;
  directory: Directory;
  timezone: string;
  /** Cache coefficients of a span (cache-coefficients.ts); undefined where the gateway keeps none. */
  coefficients: (span: Span) => Promise<CacheCoefficients | undefined>;
}

/** One model of a row; null stands for requests that name none. */
export interface BoardModel extends Figures {
  model: string | null;
}

/** A line of a board. */
export interface BoardRow extends Subject, Figures {
  /** From 1; no two rows have the same. */
  rank: number;
  /** In the period before; null when it was not on the board, absent unless asked for. */
  rankBefore?: number | null;
  /** In the gateway's order; absent unless asked for. */
  models?: BoardModel[];
}

/** A board, its rows in order. */
export interface Leaderboard {
  engine: LedgerReader['engine'];
  scope: ScopeName;
  /** Unix ms; undefined at an end that is open. */
  span: Span;
  timezone: string;
  modelBasis: ModelBasis;
  rows: BoardRow[];
  /** How many rows there are, shown or not. */
  count: number;
  /** The viewer's own rows that the limit cuts off. */
  own: BoardRow[];
}

interface Entry extends Ranked {
  subject: Subject;
  models: (Ranked & { id: string | null })[];
}

/**
 * Answers a board at one moment (Unix ms) from the billable rows of the ledger (gateway.md 3.4).
 * @throws BadQuestion when the request is none that can be answered
 */
export async function leaderboard(
  sources: BoardSources,
  asked: BoardRequest,
  now: number,
): Promise<Leaderboard> {
  const { reader, directory, timezone } = sources;
  const request = checkRequest(asked);
  const scope = scopes[request.scope];
  const { span, before } = periodSpans(request.period, now, timezone);
  const withModels = request.models ?? scope.showsModels;
  const ranked = await rankedEntries(sources, request, span, withModels);
  const ranksBefore =
    request.rankChange === true
      ? ranksOf(before === undefined ? [] : await rankedEntries(sources, request, before, false))
      : undefined;
  const rows = ranked.map((entry, index) => ({ entry, rank: index + 1 }));
  const shown = rows.slice(0, request.limit);
  const own = rows
    .slice(shown.length)
    .filter(({ entry }) => request.viewer !== undefined && entry.subject.user?.id === request.viewer);
  const rowOf = ({ entry, rank }: (typeof rows)[number]): BoardRow => ({
    rank,
    ...(ranksBefore === undefined ? {} : { rankBefore: ranksBefore.get(entry.subject.id) ?? null }),
    ...entry.subject,
    ...figures(scope.counts, entry.known),
    ...(withModels ? { models: modelsOf(scope, entry) } : {}),
  });
  return {
    engine: reader.engine,
    scope: request.scope,
    span,
    timezone,
    modelBasis: directory.settings.billingModelSource,
    rows: shown.map(rowOf),
    count: rows.length,
    own: own.map(rowOf),
  };
}

const ranksOf = (entries: readonly Entry[]) =>
  new Map(entries.map(({ subject }, index) => [subject.id, index + 1]));

function modelsOf(scope: Scope, { models }: Entry): BoardModel[] {
  return inOrder(models, scope.counts, scope.modelOrder).map(({ id, known }) => ({
    model: id,
    ...figures(scope.counts, known),
  }));
}

async function rankedEntries(
  { reader, directory, coefficients }: BoardSources,
  request: BoardRequest,
  span: Span,
  withModels: boolean,
): Promise<Entry[]> {
  const scope = scopes[request.scope];
  const modelBasis = directory.settings.billingModelSource;
  const query: BoardQuery = {
    scope,
    span,
    modelBasis,
    withModels,
    filters: idFilters(directory, request),
  };
  const rows = await reader.query<BoardSqlRow>(boardSql(reader, query));
  const percentiles = request.percentiles === true ? await readPercentiles(reader, query) : undefined;
  const coefficient = scope.subject === 'provider' ? await coefficients(span) : undefined;
  const subjects = subjectsIn(directory);
  const entries = new Map<number | string, Entry>();
  for (const sums of rows.filter(({ whole }) => whole === '1')) {
    const subject = subjectOf(scope.subject, subjects, sums.subject);
    if (subject === undefined) continue;
    const known: Known = {
      sums,
      cacheCoefficientBp: coefficient?.get(Number(sums.subject))?.all ?? null,
      percentiles: percentiles && (percentiles.get(sums.subject) ?? noPercentiles),
    };
    entries.set(sums.subject, { subject, id: subject.id, name: subject.name, known, models: [] });
  }
  for (const sums of rows.filter(({ whole }) => whole === '0')) {
    if (sums.model === null && !scope.keepsUnnamedModels) continue;
    // The gateway's evaluation goes by the models that were sent upstream, which other names cannot be matched with.
    const bp = modelBasis === 'redirected' ? coefficient?.get(Number(sums.subject)) : undefined;
    entries.get(sums.subject)?.models.push({
      id: sums.model,
      name: sums.model ?? '',
      known: { sums, cacheCoefficientBp: bp?.models.get(sums.model ?? '') ?? null },
    });
  }
  const order = request.sort === undefined ? scope.order : [request.sort, ...scope.order];
  return inOrder([...entries.values()], scope.counts, order);
}
