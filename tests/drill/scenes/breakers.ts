import type { Expected } from '../expected.ts';
import { labelsOf, providerNamed, type Scene } from './scene.ts';

/** A provider cannot be reached; others answer in its place, so nobody else notices. */
export const breakerOpens: Scene = {
  name: 'a breaker opens',
  async play({ gateway }, watch) {
    const provider = providerNamed(gateway, 'Claude Max 车队 A');
    const open: Expected = { alert: 'GatewayProviderBreakerOpen', labels: labelsOf(provider) };
    gateway.failProvider(provider.id, 'down');
    await watch.fires(open);
    gateway.heal(provider.id);
    await gateway.closeBreaker(provider.id);
    await watch.resolves(open);
  },
};

/** All providers of a family are out, which says more than that each of them is. */
export const familyOut: Scene = {
  name: 'all breakers of a family open',
  async play({ gateway }, watch) {
    const providers = ['Gemini API', 'Gemini CLI 共享'].map((name) => providerNamed(gateway, name));
    const nobody: Expected = {
      alert: 'GatewayNoHealthyProvider',
      labels: { family: 'gemini' },
      truth: () => Promise.resolve(providers.length),
    };
    const open = providers.map((provider): Expected => ({
      alert: 'GatewayProviderBreakerOpen',
      labels: labelsOf(provider),
    }));
    await Promise.all(providers.map(({ id }) => gateway.openBreaker(id)));
    await watch.fires(nobody);
    await watch.isHeldBack(...open);
    await Promise.all(providers.map(({ id }) => gateway.closeBreaker(id)));
    await watch.resolves(nobody);
  },
};
