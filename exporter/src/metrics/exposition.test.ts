import { render } from './exposition.ts';

const gauge = (samples: { labels: Record<string, string>; value: number }[]) => ({
  name: 'cch_provider_slots_used',
  type: 'gauge',
  help: 'Back\\slash, "quotes"\nand a line.',
  samples,
});
const counter = {
  name: 'cch_requests_total',
  type: 'counter',
  help: 'Requests.',
  samples: [{ labels: {}, value: 7 }],
};

test('text format', async () => {
  const text = await render([gauge([{ labels: { provider: 'a "b" \\c' }, value: 0.1 }]), counter], 'text');
  expect(text).toBe(
    '# HELP cch_provider_slots_used Back\\\\slash, "quotes"\\nand a line.\n' +
      '# TYPE cch_provider_slots_used gauge\n' +
      'cch_provider_slots_used{provider="a \\"b\\" \\\\c"} 0.1\n' +
      '# HELP cch_requests_total Requests.\n# TYPE cch_requests_total counter\ncch_requests_total 7\n',
  );
});

test('OpenMetrics names a counter family without its suffix and ends with EOF', async () => {
  const text = await render([counter], 'openmetrics');
  expect(text).toBe(
    '# HELP cch_requests Requests.\n# TYPE cch_requests counter\ncch_requests_total 7\n# EOF\n',
  );
});

test('a family without samples is absent', async () => {
  expect(await render([gauge([])], 'text')).toBe('');
});

test('label values lose control characters and length, not their script', async () => {
  const text = await render(
    [gauge([{ labels: { provider: `供应商\n\u0007${'长'.repeat(200)}` }, value: 1 }])],
    'text',
  );
  expect(text).toContain(`{provider="供应商  ${'长'.repeat(123)}"} 1`);
});

test('numbers keep every digit of a double', async () => {
  const values = [0.1 + 0.2, 1e-7, 123456789.12345679, 1e21, Infinity, -Infinity, NaN];
  const text = await render([gauge(values.map((value) => ({ labels: {}, value })))], 'text');
  expect(
    text
      .split('\n')
      .slice(2, -1)
      .map((line) => line.split(' ')[1]),
  ).toEqual(['0.30000000000000004', '1e-7', '123456789.12345679', '1e+21', '+Inf', '-Inf', 'NaN']);
});
