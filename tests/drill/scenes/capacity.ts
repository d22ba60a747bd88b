import { setTimeout as delay } from 'node:timers/promises';
import type { Gateway } from '../../gateway/gateway.ts';
import type { Provider } from '../../gateway/traffic/participants.ts';
import { setting } from '../compress.ts';
import type { Expected } from '../expected.ts';
import { labelsOf, providerNamed, type Scene } from './scene.ts';

/** Sessions that hold slots of a provider until they are let go. */
interface Hold {
  /** From now on so many. */
  grow(sessions: number): void;
  letGo(): Promise<void>;
}

const TOP_UP_MS = 300;

function hold(gateway: Gateway, { id }: Provider, sessions: number): Hold {
  const held: string[] = [];
  let wanted = sessions;
  const letting = new AbortController();
  const work = (async () => {
    while (!letting.signal.aborted) {
      await gateway.keepSlots(id, held);
      if (held.length < wanted) held.push(...(await gateway.fillSlots(id, wanted - held.length)));
      await delay(TOP_UP_MS);
    }
  })();
  return {
    grow(more) {
      wanted = more;
    },
    letGo() {
      letting.abort();
      return work;
    },
  };
}

const slotsOf = ({ slots }: Provider) => slots ?? 0;

/** One provider fills within half an hour, stays nearly full, and is full. Nobody uses it otherwise. */
export const providerFills: Scene = {
  name: 'slots of a provider fill',
  async play({ gateway }, watch) {
    const provider = providerNamed(gateway, 'AWS Bedrock us-east-1');
    const nearly = Math.floor(0.8 * slotsOf(provider));
    const filling: Expected = {
      alert: 'GatewayProviderSlotsFilling',
      labels: labelsOf(provider),
      truth: () => Promise.resolve(nearly / slotsOf(provider)),
    };
    const full: Expected = {
      alert: 'GatewayProviderSlotsFull',
      labels: labelsOf(provider),
      truth: () => Promise.resolve(1),
    };
    const sessions = hold(gateway, provider, 0);
    for (let used = 1; used <= nearly; used += 1) {
      sessions.grow(used);
      await delay((1000 * setting.seconds('25m')) / nearly);
    }
    await watch.fires(filling);
    sessions.grow(slotsOf(provider));
    await watch.fires(full);
    await watch.resolves(filling);
    await sessions.letGo();
    await watch.resolves(full);
  },
};

/** All providers of a family are full, which says more than that each of them is. */
export const fleetFills: Scene = {
  name: 'slots of a family fill',
  async play({ gateway }, watch) {
    const providers = ['Anthropic 官方', 'Claude Max 车队 A', 'AWS Bedrock us-east-1'].map((name) =>
      providerNamed(gateway, name),
    );
    const exhausted: Expected = {
      alert: 'GatewaySlotsExhausted',
      labels: { family: 'claude' },
      truth: () => Promise.resolve(1),
    };
    const full = providers.map((provider): Expected => ({
      alert: 'GatewayProviderSlotsFull',
      labels: labelsOf(provider),
    }));
    const holds = providers.map((provider) => hold(gateway, provider, slotsOf(provider)));
    await watch.fires(exhausted);
    await watch.isHeldBack(...full);
    await Promise.all(holds.map((each) => each.letGo()));
    await watch.resolves(exhausted);
  },
};
