/** The work that has been started and is not finished. */
export interface Outstanding {
  readonly size: number;
  /** Counts `work` until it settles, and hands its failure (if any) to the reporter instead of the caller. */
  track(work: Promise<unknown>): void;
  /** Resolves at a moment when nothing is outstanding, work started meanwhile included. */
  settled(): Promise<void>;
}

export function createOutstanding(onFailure: (error: unknown) => void): Outstanding {
  const works = new Set<Promise<unknown>>();
  return {
    get size() {
      return works.size;
    },
    track(work) {
      const watched = work.catch(onFailure).finally(() => works.delete(watched));
      works.add(watched);
    },
    async settled() {
      while (works.size > 0) await Promise.all(works);
    },
  };
}
