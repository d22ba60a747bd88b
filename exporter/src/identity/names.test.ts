import fc from 'fast-check';
import { Secret } from '../secret.ts';
import { createNames, masked } from './names.ts';

const key = (text: string) => ({ pseudonymKey: new Secret(text) });

test.each([
  ['alice', 'a***'],
  ['王小明', '王***'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧***'],
  ['e\u0301lan', 'e\u0301***'],
  ['  bob', 'b***'],
  ['', '***'],
])('%s is masked as %s', (name, mask) => {
  expect(masked(name)).toBe(mask);
});

test('pseudonyms are the same after a restart and after a renaming, and other ones with another key', () => {
  const names = createNames(key('a-key-of-the-tests')).pseudonym;
  const restarted = createNames(key('a-key-of-the-tests')).pseudonym;
  expect(names.user(1, 'alice')).toMatch(/^user-[0-9a-f]{8}$/);
  expect(restarted.user(1, 'alicia')).toBe(names.user(1, 'alice'));
  expect(createNames(key('another-key-of-the-tests')).pseudonym.user(1, 'alice')).not.toBe(
    names.user(1, 'alice'),
  );
  // A key and its user bear the same number now and then.
  expect(names.key(1, 'alice').slice(4)).not.toBe(names.user(1, 'alice').slice(5));
  const all = Array.from({ length: 2000 }, (_, id) => names.user(id, 'alice'));
  expect(new Set(all).size).toBe(2000);
});

test('no style but the real one lets anything else of a name or a session through', () => {
  const styles = createNames(key('a-key-of-the-tests'));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 2 }), fc.nat(), (name, id) => {
      expect(styles.real.user(id, name)).toBe(name);
      for (const style of ['masked', 'pseudonym'] as const) {
        const { user, key, session } = styles[style];
        // The same length for every name: its first character, or none of it.
        for (const shown of [user(id, name), key(id, name)]) {
          const rest = shown.replace(/^(user|key)-[0-9a-f]{8}$/, '').replace(/\*\*\*$/, '');
          expect([...new Intl.Segmenter().segment(rest)].length).toBeLessThanOrEqual(1);
          expect(name.trim().startsWith(rest)).toBe(true);
        }
        expect(session(name)).toMatch(/^session-[0-9a-f]{8}$/);
        expect(session(name)).toBe(styles.pseudonym.session(name));
      }
    }),
  );
});
