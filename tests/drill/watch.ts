import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../servers/wait-until.ts';
import { setting } from './compress.ts';
import { faultsOf, isAlert, titleOf, unknownText, type Expected } from './expected.ts';
import type { Stack } from './stack.ts';

/** One line of the table. */
export interface Finding {
  readonly scene: string;
  readonly expected: string;
  /** What came instead; undefined when it was as expected. */
  readonly fault: string | undefined;
  readonly seconds: number;
}

/** What a scene expects of Alertmanager, in the order in which it happens. */
export interface Watch {
  /** Something else is so. @param find what is wrong; undefined = nothing */
  holds(what: string, find: () => Promise<string | undefined>): Promise<void>;
  /** These, and no others by the end of the scene, are told as firing, with true figures. */
  fires(...expected: readonly Expected[]): Promise<void>;
  /** They fire, too, but another says more: Alertmanager holds them back. */
  isHeldBack(...expected: readonly Expected[]): Promise<void>;
  /** They have not been told as resolved, and say that nothing is known. */
  goesOn(...expected: readonly Expected[]): Promise<void>;
  /** Now that the reason is gone, they are told as resolved. */
  resolves(...expected: readonly Expected[]): Promise<void>;
  /** Nothing fires any more, and nothing else was told since the scene began. */
  end(): Promise<void>;
}

const PATIENCE_MS = 120_000;
/** What a group says first is said by then. */
const SETTLING_MS = 1000 * setting.seconds('1m');

export function createWatch(
  scene: string,
  { receiver, alertmanager, prometheus }: Stack,
  report: (finding: Finding) => void,
): Watch {
  const since = receiver.told.length;
  const wanted: Expected[] = [];
  const inScene = () => receiver.told.slice(since).map(({ alert }) => alert);
  const firing = (expected: Expected) =>
    inScene().filter((alert) => alert.status === 'firing' && isAlert(expected, alert));
  /** An alert of a scene before is told as resolved again when its group has something new. */
  const resolved = (expected: Expected) => {
    const ofIt = inScene().filter((alert) => isAlert(expected, alert));
    const begin = ofIt.findIndex(({ status }) => status === 'firing');
    return begin !== -1 && ofIt.slice(begin).some(({ status }) => status === 'resolved');
  };
  const holds = async (what: string, find: () => Promise<string | undefined>) => {
    const begin = performance.now();
    const fault = await find().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    report({ scene, expected: what, fault, seconds: (performance.now() - begin) / 1000 });
  };
  const each = async (
    expected: readonly Expected[],
    verb: string,
    find: (one: Expected) => Promise<string | undefined>,
  ) => {
    await Promise.all(expected.map((one) => holds(`${titleOf(one)} ${verb}`, () => find(one))));
  };
  const until = (what: string, condition: () => Promise<boolean> | boolean) =>
    waitUntil(what, condition, PATIENCE_MS, 100);
  const held = async (expected: Expected) =>
    (await alertmanager.alerts()).find((alert) => isAlert(expected, alert));

  return {
    holds,
    async fires(...expected) {
      wanted.push(...expected);
      await each(expected, 'fires', async (one) => {
        await until('it is told', () => firing(one).length > 0);
        const [first] = firing(one);
        const faults = first === undefined ? ['was not told'] : await faultsOf(one, first);
        return faults.length > 0 ? faults.join('; ') : undefined;
      });
    },
    async isHeldBack(...expected) {
      await each(expected, 'is held back', async (one) => {
        await until('it is held back', async () => (await held(one))?.status.state === 'suppressed');
        return undefined;
      });
    },
    async goesOn(...expected) {
      await each(expected, 'goes on, unknown', async (one) => {
        const text = unknownText(one);
        await until(`it says "${text}"`, async () => (await held(one))?.annotations.summary === text);
        return resolved(one) ? 'was told as resolved' : undefined;
      });
    },
    async resolves(...expected) {
      const before = new Set(expected.filter(resolved));
      await each(expected, 'resolves', async (one) => {
        if (before.has(one)) return 'was told as resolved before its time';
        await until('it is told as resolved', () => resolved(one));
        return undefined;
      });
    },
    async end() {
      await holds('nothing else', async () => {
        const left = async () => {
          const held = (await alertmanager.alerts()).map(({ labels }) => labels.alertname);
          const seen = (await prometheus.query('ALERTS')).map(({ metric }) => metric.alertname);
          return [...new Set([...held, ...seen])].join(', ');
        };
        await until('no alert is left', async () => (await left()) === '').catch(async () => {
          throw new Error(`still there: ${await left()}`);
        });
        await delay(SETTLING_MS);
        const others = inScene()
          .filter(({ status }) => status === 'firing')
          .filter((alert) => !wanted.some((expected) => isAlert(expected, alert)))
          .map(({ labels, annotations }) => `${labels.alertname ?? ''}: ${annotations.summary ?? ''}`);
        return others.length === 0 ? undefined : [...new Set(others)].join('; ');
      });
    },
  };
}
