import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

/** An answer of the real gateway's boards over the golden ledger; see tests/golden. */
export interface GoldenAnswer {
  timezone: string;
  billingModelSource: 'original' | 'redirected';
  startDate: string;
  endDate: string;
  scope: 'user' | 'userCacheHitRate' | 'provider' | 'providerCacheHitRate' | 'model';
  userTags?: string[];
  userGroups?: string[];
  providerType?: 'claude';
  models?: boolean;
  rows: Record<string, unknown>[];
}

/** All of them. */
export function goldenAnswers(): GoldenAnswer[] {
  return ['newyork-redirected', 'shanghai-original'].flatMap((name) => {
    const file = join(repositoryRoot, `tests/golden/answers-${name}.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as GoldenAnswer[];
  });
}
