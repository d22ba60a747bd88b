import type { RequestPlan } from '../traffic/plan.ts';

/** How many requests came how far. */
interface StageCounts {
  readonly started: number;
  /** A row was written for it. */
  readonly inserted: number;
  /** Its row got its status. */
  readonly finalised: number;
  /** No provider took it, so there is no row. */
  readonly refused: number;
  /** PostgreSQL did not take its row, or not its end. */
  readonly failed: number;
}

export interface RequestCounts extends StageCounts {
  /** By the plan's story, or its kind where it has none. */
  readonly byClass: Readonly<Record<string, StageCounts>>;
}

type Stage = Exclude<keyof StageCounts, 'started'>;

/** Counts one request; each stage is to be reported at most once. */
export type CountStage = (stage: Stage) => void;

export function createRequestCounts(): { begin(plan: RequestPlan): CountStage; read(): RequestCounts } {
  const byClass = new Map<string, Record<keyof StageCounts, number>>();
  return {
    begin(plan) {
      const name = plan.kind === 'proxied' ? plan.story : plan.kind;
      const count = byClass.get(name) ?? none();
      byClass.set(name, count);
      count.started += 1;
      return (stage) => {
        count[stage] += 1;
      };
    },
    read() {
      const total = none();
      for (const count of byClass.values()) {
        for (const stage of Object.keys(total) as (keyof StageCounts)[]) total[stage] += count[stage];
      }
      return {
        ...total,
        byClass: Object.fromEntries([...byClass].map(([name, count]) => [name, { ...count }])),
      };
    },
  };
}

const none = () => ({ started: 0, inserted: 0, finalised: 0, refused: 0, failed: 0 });
