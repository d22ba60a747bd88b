import type { Gateway } from '../../gateway/gateway.ts';
import type { Provider } from '../../gateway/traffic/participants.ts';
import type { Stack } from '../stack.ts';
import type { Watch } from '../watch.ts';

/** Something that happens to the gateway or to Hubscope, from its beginning to its end. */
export interface Scene {
  readonly name: string;
  readonly play: (stack: Stack, watch: Watch) => Promise<void>;
}

/** @throws RangeError when the simulated gateway has none of that name */
export function providerNamed(gateway: Gateway, name: string): Provider {
  const found = gateway.directory.providers.find((provider) => provider.name === name);
  if (found === undefined) throw new RangeError(`there is no provider ${name}`);
  return found;
}

/** Labels of alerts about a provider. */
export const labelsOf = ({ id, name }: Provider) => ({ provider_id: String(id), provider: name });
