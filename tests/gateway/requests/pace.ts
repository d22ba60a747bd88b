/** How fast simulated time passes: every wait of the simulator goes through one of these. */
export interface Pace {
  /** Simulated seconds per real second; 1 is real time. */
  readonly speed: number;
  /** Resolves after `simulatedMs` of simulated time, or at once while (or as soon as) the pace is hurried. */
  wait(simulatedMs: number): Promise<void>;
  /** Ends every wait under way, and makes the later ones end at once, until {@link relax}. */
  hurry(): void;
  relax(): void;
}

/** @throws RangeError when `speed` is not a positive number */
export function createPace(speed: number): Pace {
  if (!(speed > 0 && Number.isFinite(speed))) throw new RangeError(`speed must be above 0, is ${speed}`);
  const waiting = new Map<NodeJS.Timeout, () => void>();
  let hurried = false;
  return {
    speed,
    wait(simulatedMs) {
      if (hurried) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(timer);
          resolve();
        }, simulatedMs / speed);
        waiting.set(timer, resolve);
      });
    },
    hurry() {
      hurried = true;
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer);
        resolve();
      }
      waiting.clear();
    },
    relax() {
      hurried = false;
    },
  };
}
