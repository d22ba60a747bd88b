import { t as translate } from '@grafana/i18n';
import { phrase } from './phrase.ts';
import { t } from './t.ts';
import { verbatim } from './verbatim.ts';

afterEach(() => {
  document.documentElement.lang = '';
});

test('values are shown as they are, whatever stands in them', () => {
  const models = phrase((name) => t('test.models', 'Models of {{name}}', { name, ...verbatim }));
  for (const name of ['A & B <x>', '{{name}}', '$t(test.models)', '']) {
    expect(models(name)).toBe(`Models of ${name}`);
  }
  // As Grafana has it without.
  expect(translate('test.models', 'Models of {{name}}', { name: 'A & B' })).toBe('Models of A &amp; B');
});

test('words are looked up once in each language', () => {
  const said = jest.fn((value: string) => `${document.documentElement.lang}: ${value}`);
  const words = phrase(said);
  document.documentElement.lang = 'en-US';
  expect([words('1'), words('2')]).toEqual(['en-US: 1', 'en-US: 2']);
  document.documentElement.lang = 'zh-Hans';
  expect(words('3')).toBe('zh-Hans: 3');
  expect(said).toHaveBeenCalledTimes(2);
});
