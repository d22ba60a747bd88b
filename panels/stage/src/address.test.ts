import fc from 'fast-check';
import { withParameter } from './address.ts';

const wall = 'http://grafana.test/d/wall/gateway-wall';

test.each([
  [`${wall}?kiosk`, 'lang', 'zh-Hans', `${wall}?kiosk&lang=zh-Hans`],
  [
    `${wall}?orgId=1&kiosk&lang=en-US&refresh=`,
    'lang',
    'zh-Hant',
    `${wall}?orgId=1&kiosk&refresh=&lang=zh-Hant`,
  ],
  [wall, 'theme', 'light', `${wall}?theme=light`],
  [`${wall}?`, 'theme', 'light', `${wall}?theme=light`],
  [`${wall}?theme=dark&theme=system#top`, 'theme', 'light', `${wall}?theme=light#top`],
  [`${wall}?var-user=a%26b%3Dc&th%65me=dark`, 'theme', 'light', `${wall}?var-user=a%26b%3Dc&theme=light`],
  [`${wall}?a=%zz&%zz=1`, 'theme', 'dark', `${wall}?a=%zz&%zz=1&theme=dark`],
])('%s with %s=%s', (address, name, value, expected) => {
  expect(withParameter(address, name, value)).toBe(expected);
});

test('whatever the address is, one value of the parameter is left, and all others stay as they were', () => {
  const names = fc.constantFrom('lang', 'theme', 'kiosk', 'from', 'var-user', 'autofitpanels');
  const pairs = fc.array(fc.tuple(names, fc.string()));
  fc.assert(
    fc.property(pairs, fc.constantFrom('lang', 'theme'), fc.string(), (query, name, value) => {
      const search = new URLSearchParams(query).toString();
      const changed = new URL(withParameter(`${wall}?${search}`, name, value)).searchParams;
      expect(changed.getAll(name)).toEqual([value]);
      const others = (all: Iterable<[string, string]>) => [...all].filter(([key]) => key !== name);
      expect(others(changed)).toEqual(others(new URLSearchParams(search)));
      expect(withParameter(withParameter(wall, name, 'x'), name, value)).toBe(
        withParameter(wall, name, value),
      );
    }),
  );
});
