import { types } from 'node:util';

/** What keeps the copy from being kept as a file, in words that are safe to show. */
export interface StoreProblem {
  kind: 'locked' | 'not-writable' | 'disk-full' | 'corrupt' | 'out-of-memory' | 'failed';
  /** One plain sentence for an operator. */
  detail: string;
}

/** An error of the copy's own database. DuckDB's words are left out: they quote statements with their values. */
export class StoreError extends Error {
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem) {
    super(problem.detail);
    this.name = 'StoreError';
    this.problem = problem;
  }
}

/** Words in DuckDB's messages to problems; the first match wins. */
const PROBLEMS: [RegExp, StoreProblem][] = [
  [
    /could not set lock|conflicting lock/i,
    {
      kind: 'locked',
      detail: 'another exporter has ledger.duckdb in DATA_DIR open: give each its own DATA_DIR',
    },
  ],
  [
    /no space left|disk full|quota exceeded/i,
    { kind: 'disk-full', detail: 'there is no room left for ledger.duckdb in DATA_DIR' },
  ],
  [
    /permission denied|read-only file system|cannot open file|failed to create directory|EACCES|EROFS|ENOTDIR|EEXIST/i,
    { kind: 'not-writable', detail: 'DATA_DIR cannot be written: make it a folder that the exporter owns' },
  ],
  [
    /out of memory|failed to (allocate|offload|pin)|memory_limit/i,
    { kind: 'out-of-memory', detail: 'the copy of the ledger does not fit into LEDGER_MEMORY' },
  ],
  [
    /corrupt|checksum|not a valid duckdb|serializ|invalidated|INTERNAL Error|FATAL Error|could not read|newer version|older version|WAL/i,
    { kind: 'corrupt', detail: 'ledger.duckdb in DATA_DIR is damaged or of another version' },
  ],
];

/** Translates what DuckDB or the file system throws. */
export function storeFailure(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  // Errors of Node's own modules are not of this realm everywhere.
  const text = types.isNativeError(error)
    ? `${'code' in error ? String(error.code) : ''} ${error.message.slice(0, 2000)}`
    : '';
  const known = PROBLEMS.find(([pattern]) => pattern.test(text))?.[1];
  const kind = /^\s*([A-Za-z ]+) Error:/.exec(text)?.[1] ?? 'unexpected';
  return new StoreError(known ?? { kind: 'failed', detail: `the copy's database failed (${kind} error)` });
}
