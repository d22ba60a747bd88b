import type { Directory } from '../../gateway/directory.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import { boardSql, modelLabel, type BoardQuery, type BoardSqlRow } from './board-sql.ts';
import type { CacheCoefficients } from './cache-coefficients.ts';
import type { Known } from './figures.ts';
import type { Ranked } from './order.ts';
import { noPercentiles, readPercentiles } from './percentiles.ts';
import { subjectOf, subjectsIn, type Subject } from './subjects.ts';
import { measuresOf, plus, sumsOf, type Sums } from './sums.ts';

/** What is known of a board's row before it has a place. */
export interface Entry extends Ranked {
  subject: Subject;
  models: (Ranked & { id: string | null })[];
}

/** Sums of a subject, and of its models by their names. */
interface Counted {
  subject: Subject;
  sums: Sums;
  models: Map<string | null, Sums>;
}

/** Reads the rows of a board, in no order. `coefficients` is undefined where there are none to show. */
export async function readEntries(
  reader: LedgerReader,
  directory: Directory,
  query: BoardQuery,
  coefficients: CacheCoefficients | undefined,
  withPercentiles: boolean,
): Promise<Entry[]> {
  const { scope, modelBasis } = query;
  const counted = await readSums(reader, directory, query);
  const percentiles = withPercentiles ? await readPercentiles(reader, query) : undefined;
  // The gateway's evaluation goes by the models that were sent upstream, which other names cannot be matched with.
  const modelCoefficient = (id: Subject['id'], model: string | null) =>
    modelBasis === 'redirected' ? coefficients?.get(Number(id))?.models.get(model ?? '') : undefined;
  return [...counted.values()].map(({ subject, sums, models }) => {
    const known: Known = {
      sums,
      cacheCoefficientBp: coefficients?.get(Number(subject.id))?.all ?? null,
      percentiles: percentiles && (percentiles.get(subject.id) ?? noPercentiles),
    };
    const kept = [...models].filter(([model]) => model !== null || scope.keepsUnnamedModels);
    return {
      subject,
      id: subject.id,
      name: subject.name,
      known,
      models: kept.map(([model, part]) => ({
        id: model,
        name: model ?? '',
        known: { sums: part, cacheCoefficientBp: modelCoefficient(subject.id, model) ?? null },
      })),
    };
  });
}

async function readSums(
  reader: LedgerReader,
  directory: Directory,
  query: BoardQuery,
): Promise<Map<number | string, Counted>> {
  const { scope, withModels } = query;
  const subjects = subjectsIn(directory);
  const measures = measuresOf(scope.counts);
  const found = new Map<number | string, Counted>();
  for (const row of await reader.query<BoardSqlRow>(boardSql(reader, query))) {
    let entry = found.get(row.subject);
    const sums = sumsOf(row, measures, reader.knows);
    if (entry === undefined) {
      const subject = subjectOf(scope.subject, subjects, row.subject);
      if (subject === undefined) continue;
      entry = { subject, sums, models: new Map() };
      found.set(row.subject, entry);
    } else {
      entry.sums = plus(entry.sums, sums);
    }
    if (!withModels) continue;
    const label = modelLabel(row.model);
    const before = entry.models.get(label);
    entry.models.set(label, before === undefined ? sums : plus(before, sums));
  }
  return found;
}
