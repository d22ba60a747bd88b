import { setTimeout as delay } from 'node:timers/promises';
import { groups } from '../../../alerting/src/files.ts';
import { setting } from '../compress.ts';
import type { Stack } from '../stack.ts';
import type { Scene } from './scene.ts';

/** Nothing happens for as long as the longest trend is looked for. Every rule has something to say, and wakes nobody. */
export const quiet: Scene = {
  name: 'all is well',
  async play(stack, watch) {
    await delay(1000 * setting.seconds('30m'));
    await watch.holds(`${recorded.length} recordings have series, no rule fails`, async () => {
      const faults = [...(await withoutSeries(stack)), ...(await failing(stack))];
      return faults.length === 0 ? undefined : faults.join('; ');
    });
  },
};

const recorded = groups.flatMap(({ recordings }) => recordings.map(({ record }) => record));

async function withoutSeries({ prometheus }: Stack): Promise<string[]> {
  const found = await Promise.all(recorded.map((name) => prometheus.query(name)));
  return recorded.filter((_, index) => found[index]?.length === 0).map((name) => `${name} has no series`);
}

async function failing({ prometheus }: Stack): Promise<string[]> {
  const response = await fetch(`${prometheus.url}/api/v1/rules`);
  const { data } = (await response.json()) as {
    data: { groups: { rules: { name: string; lastError?: string }[] }[] };
  };
  return data.groups.flatMap(({ rules }) =>
    rules.flatMap(({ name, lastError }) => (lastError === undefined ? [] : [`${name}: ${lastError}`])),
  );
}
