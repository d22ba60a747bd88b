import { createTheme, FieldType, type Field, type FieldConfig } from '@grafana/data';
import { timeFormat } from './chart-config.ts';
import { axisText, valueText } from './texts.ts';

const theme = createTheme();
const field = (config: FieldConfig): Field => ({ name: 'value', type: FieldType.number, values: [], config });
const money = field({ unit: 'currencyUSD' });

test('values are as their field says, with thousands apart; what is not known is no zero', () => {
  const text = (config: FieldConfig, value: number | null) => valueText(field(config), value, theme);
  expect(text({}, 19_991)).toBe('19,991');
  expect(text({ decimals: 2 }, 1234.5)).toBe('1,234.50');
  expect(text({}, 186)).toBe('186');
  expect(text({ unit: 'currencyUSD' }, 1486.32)).toBe('$1,486.32');
  expect(text({ unit: 's' }, 3600)).toBe('1 hour');
  expect(text({}, null)).toBe('—');
  expect(valueText(undefined, 5, theme)).toBe('—');
});

test('an axis has no more decimals than its steps need', () => {
  expect(axisText(money, 40, 10, theme)).toBe('$40');
  expect(axisText(money, 0.5, 0.25, theme)).toBe('$0.50');
  expect(axisText(money, 0.004, 0.002, theme)).toBe('$0.004');
  expect(axisText(field({}), 1200, 300, theme)).toBe('1,200');
});

test('instants are written by the length of the axis and its steps', () => {
  const hour = 3_600_000;
  expect(timeFormat(25 * hour, 2 * hour)).toBe('HH:mm');
  expect(timeFormat(72 * hour, 6 * hour)).toBe('MM-DD HH:mm');
  expect(timeFormat(30 * 24 * hour, 24 * hour)).toBe('MM-DD');
  expect(timeFormat(400 * 24 * hour, 24 * 30 * hour)).toBe('YYYY-MM');
});
