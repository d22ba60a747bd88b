import { t as translate } from '@grafana/i18n';
import { t } from './t.ts';

afterEach(() => {
  document.documentElement.lang = '';
});

test('values are shown as they are, whatever stands in them', () => {
  const models = (name: string) => t('test.models', 'Models of {{name}}', { name });
  for (const name of ['A & B <x>', '{{name}}', '$t(test.models)', '']) {
    expect(models(name)).toBe(`Models of ${name}`);
  }
  // As Grafana has it without.
  expect(translate('test.models', 'Models of {{name}}', { name: 'A & B' })).toBe('Models of A &amp; B');
});

test('words have values in any order, more than once or not at all, and each time their own', () => {
  const both = (one: number, other: string) =>
    t('test.both', '{{other}}: {{one}} ({{other}})', { one, other });
  expect([both(1, 'a'), both(2, 'b')]).toEqual(['a: 1 (a)', 'b: 2 (b)']);
  const files = (count: number) =>
    t('test.files', '', { count, defaultValue_one: '{{count}} file', defaultValue_other: '{{count}} files' });
  expect([files(1), files(2), files(1)]).toEqual(['1 file', '2 files', '1 file']);
  expect(t('test.none', 'Nothing')).toBe('Nothing');
  expect(t('test.begins', '{{rest}}', { rest: 'alone' })).toBe('alone');
});
