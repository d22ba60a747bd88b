import type { ScopeName } from '../contract/words.ts';
import type { Directory } from '../gateway/directory.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import type { Span } from '../ledger/totals.ts';
import type { BoardQuery, ModelBasis } from './leaderboard/board-sql.ts';
import type { CacheCoefficients } from './leaderboard/cache-coefficients.ts';
import { readEntries, type Entry } from './leaderboard/entries.ts';
import { figures, type Figures } from './leaderboard/figures.ts';
import { inOrder } from './leaderboard/order.ts';
import { checkRequest, type BoardRequest } from './leaderboard/request.ts';
import { scopes, type Scope } from './leaderboard/scopes.ts';
import { idFilters, type Subject } from './leaderboard/subjects.ts';
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
interface BoardModel extends Figures {
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
  const query: BoardQuery = {
    scope,
    span,
    modelBasis: directory.settings.billingModelSource,
    withModels,
    filters: idFilters(directory, request),
  };
  const found = scope.subject === 'provider' ? await coefficients(span) : undefined;
  const entries = await readEntries(reader, directory, query, found, request.percentiles === true);
  const order = request.sort === undefined ? scope.order : [request.sort, ...scope.order];
  return inOrder(entries, scope.counts, order);
}
