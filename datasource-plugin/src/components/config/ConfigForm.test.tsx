import React, { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { control, giveListsRoom, optionOf } from '../testing/editor.tsx';
import { ConfigForm } from './ConfigForm.tsx';
import type { Options } from './options.ts';

beforeAll(giveListsRoom);

/** Settings as Grafana gives them, of which these are the ones that matter here. */
const fresh = (more: Partial<Options> = {}) =>
  ({ url: '', readOnly: false, jsonData: {}, secureJsonFields: {}, ...more }) as Options;

/** The page of settings, as Grafana shows it; tells what would be saved. */
function configure(first: Options) {
  let last = first;
  function Host() {
    const [options, setOptions] = useState(first);
    const onOptionsChange = (next: Options) => {
      last = next;
      setOptions(next);
    };
    return <ConfigForm options={options} onOptionsChange={onOptionsChange} />;
  }
  render(<Host />);
  return { user: userEvent.setup(), options: () => last };
}

const address = () => control(/^Address/);
const token = () => control(/^Token/);

test('address and token are secrets; nothing of them is where viewers can read', async () => {
  const { user, options } = configure(fresh());
  await user.type(address(), ' http://hubscope:9464/api/v1/ ');
  await user.type(token(), ' t0ken ');
  await user.tab();
  const { secureJsonData, ...readable } = options();
  expect(secureJsonData).toEqual({ address: 'http://hubscope:9464', token: 't0ken' });
  expect(JSON.stringify(readable)).not.toMatch(/hubscope:9464|t0ken/);
  expect(readable.url).toBe('');
});

test('another token leaves the address as it is, and the other way round', async () => {
  const { user, options } = configure(
    fresh({ secureJsonFields: { address: true, token: true, httpHeaderValue1: true } }),
  );
  expect([address(), token()].map((input) => (input as HTMLInputElement).disabled)).toEqual([true, true]);
  await user.click(screen.getAllByText('Reset')[1]!);
  await user.type(token(), 'new');
  expect(options().secureJsonData).toEqual({ token: 'new' });
  expect(options().secureJsonFields).toEqual({ address: true, token: false, httpHeaderValue1: true });
  await user.click(screen.getByText('Reset'));
  expect(options().secureJsonData).toEqual({ token: 'new', address: '' });
  await user.type(address(), 'https://h');
  expect(options().secureJsonData).toEqual({ token: 'new', address: 'https://h' });
});

test('what is no address is told', async () => {
  const { user } = configure(fresh());
  await user.type(address(), 'hubscope:9464');
  expect(screen.getByText(/begins with http:\/\/ or https:\/\//)).toBeInTheDocument();
  await user.clear(address());
  await user.type(address(), 'https://hubscope');
  expect(screen.queryByText(/begins with/)).toBeNull();
});

test('who is asking says which token and which settings it needs', async () => {
  const { user, options } = configure(fresh());
  expect(screen.getByLabelText(/The Grafana user/)).toBeChecked();
  expect(screen.getByText(/API_VIEWER_TOKEN, .*GRAFANA_URL .*VIEWERS/)).toBeInTheDocument();
  await user.click(screen.getByLabelText(/A shared screen/));
  expect(options().jsonData).toEqual({ identity: 'screen' });
});

test('defaults of new queries', async () => {
  const { user, options } = configure(fresh());
  await user.click(control(/^Currency/));
  await user.click(await optionOf('US dollars'));
  await user.click(control(/^Live/));
  await user.type(control(/^Limit/), '1001');
  expect(screen.getByText('A whole number from 1 to 1000')).toBeInTheDocument();
  expect(options().jsonData).toEqual({ currency: 'USD', live: false, limit: 100 });
  await user.type(control(/^Limit/), '{Backspace}');
  expect(screen.queryByText(/A whole number/)).toBeNull();
  await user.clear(control(/^Limit/));
  expect(JSON.parse(JSON.stringify(options().jsonData))).toEqual({ currency: 'USD', live: false });
});

test('what was provisioned cannot be changed here', () => {
  configure(fresh({ readOnly: true, secureJsonFields: { address: true } }));
  for (const input of document.querySelectorAll('input')) expect(input).toBeDisabled();
  expect(screen.queryByText('Reset')).toBeNull();
  expect([address(), token()].map((input) => (input as HTMLInputElement).value)).toEqual([
    'configured',
    'not set',
  ]);
});
