/** A counter that a page shows lower than a page before it. */
interface Fall {
  series: string;
  from: number;
  to: number;
}

/** Reads page after page of metrics, also of exporters that follow one another. */
export interface CounterWatch {
  /** The highest value that each counter has had. */
  readonly shown: ReadonlyMap<string, number>;
  /** @param page text of a metrics page @returns counters that fell */
  read: (page: string) => Fall[];
}

/** Watches every counter that is derived from the ledger, parts of histograms included. */
export function createCounterWatch(): CounterWatch {
  const shown = new Map<string, number>();
  return {
    shown,
    read(page) {
      const falls: Fall[] = [];
      for (const line of page.split('\n')) {
        const [, series = '', value] =
          /^(cch_\w+(?:_total|_bucket|_count|_sum)(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
        if (value === undefined) continue;
        const [from, to] = [shown.get(series) ?? 0, Number(value)];
        if (to < from) falls.push({ series, from, to });
        else shown.set(series, to);
      }
      return falls;
    },
  };
}
