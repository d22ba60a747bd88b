import { setTimeout as delay } from 'node:timers/promises';
import { setting } from '../compress.ts';
import type { Expected } from '../expected.ts';
import { labelsOf, providerNamed, type Scene } from './scene.ts';
import type { Stack } from '../stack.ts';

const open = ({ gateway }: Stack) => {
  const provider = providerNamed(gateway, 'AWS Bedrock us-east-1');
  const expected: Expected = { alert: 'GatewayProviderBreakerOpen', labels: labelsOf(provider) };
  return { id: provider.id, expected };
};

/** Redis is away while a breaker is open. */
export const redisAway: Scene = {
  name: 'Redis away',
  async play(stack, watch) {
    const { gateway, redis } = stack;
    const breaker = open(stack);
    const down: Expected = { alert: 'HubscopeSourceDown', labels: { source: 'redis' } };
    await gateway.openBreaker(breaker.id);
    await watch.fires(breaker.expected);
    await redis.kill();
    await watch.fires(down);
    await watch.isHeldBack(
      ...['circuit_states', 'concurrent_sessions', 'provider_slots'].map((collector): Expected => ({
        alert: 'HubscopeCollectorFailing',
        labels: { collector },
      })),
    );
    await watch.goesOn(breaker.expected);
    await redis.start();
    await watch.resolves(down);
    await gateway.closeBreaker(breaker.id);
    await watch.resolves(breaker.expected);
  },
};

/** The exporter is killed while a breaker is open, and Prometheus loses its target then. */
export const exporterKilled: Scene = {
  name: 'exporter killed',
  async play(stack, watch) {
    const { gateway, exporter } = stack;
    const breaker = open(stack);
    const down: Expected = { alert: 'HubscopeExporterDown', labels: {} };
    await gateway.openBreaker(breaker.id);
    await watch.fires(breaker.expected);
    await exporter.kill();
    await watch.fires(down);
    await watch.goesOn(breaker.expected);
    // As long as what is kept for a while would take to be forgotten.
    await delay(1000 * setting.seconds('10m'));
    await watch.isHeldBack(breaker.expected);
    await exporter.start();
    await watch.resolves(down);
    await gateway.closeBreaker(breaker.id);
    await watch.resolves(breaker.expected);
  },
};

/** Somebody takes the job out of Prometheus' configuration. */
export const targetGone: Scene = {
  name: 'exporter without a target',
  async play({ setTarget }, watch) {
    const absent: Expected = { alert: 'HubscopeExporterAbsent', labels: {} };
    setTarget(false);
    await watch.fires(absent);
    setTarget(true);
    await watch.resolves(absent);
  },
};
