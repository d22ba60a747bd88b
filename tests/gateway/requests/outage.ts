/** Tells a callback when a server goes away and when it is back, once each, however many commands fail meanwhile. */
export interface Outage {
  readonly isAway: boolean;
  failed(error: unknown): void;
  worked(): void;
}

/** @param consequence what the outage means for the simulated gateway, e.g. "requests fail" */
export function createOutage(server: string, consequence: string, log: (message: string) => void): Outage {
  let away = false;
  return {
    get isAway() {
      return away;
    },
    failed(error) {
      if (away) return;
      away = true;
      log(`${server} is away (${error instanceof Error ? error.message : String(error)}): ${consequence}`);
    },
    worked() {
      if (!away) return;
      away = false;
      log(`${server} is back`);
    },
  };
}
