/** What is held to be true of the whole run. */
export const claims = {
  'no fall': 'No counter ever fell',
  'no more than the truth': 'No counter rose above what the ledger ever held',
  'no less than the truth': 'Counters had all that the ledger held, whenever it stood still',
  'never wrong': 'Every answer was fresh, stale with its age, or unknown, and none was wrong',
  'equal to SQL': 'Headline figures equalled plain SQL, whenever the gateway stood still',
  'well again': 'Everything was well again after each event',
  'no lie': 'No alert fired without its reason, or after it',
  'no silence': 'Every outage was told by its alert',
  equality: 'The copy equals the ledger (npm run verify)',
  memory: 'Memory stayed flat',
  handles: 'Open files and sockets stayed flat',
  'no secret': 'No log line held a secret or a stack trace',
} as const;

export type Claim = keyof typeof claims;

/** Counts how often each claim was tested, and keeps what spoke against it. */
export interface Findings {
  check: (claim: Claim, holds: boolean, otherwise: () => string) => void;
  of: (claim: Claim) => { checks: number; failures: readonly string[] };
}

export function createFindings(say: (text: string) => void): Findings {
  const all = new Map<Claim, { checks: number; failures: string[] }>();
  const of = (claim: Claim) => {
    const found = all.get(claim) ?? { checks: 0, failures: [] };
    all.set(claim, found);
    return found;
  };
  return {
    of,
    check(claim, holds, otherwise) {
      const found = of(claim);
      found.checks += 1;
      if (holds) return;
      const failure = `${new Date().toISOString()} ${otherwise()}`;
      found.failures.push(failure);
      say(`NOT ${claim}: ${failure}`);
    },
  };
}
