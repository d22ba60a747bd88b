import { screen } from '@testing-library/react';
import type { GatewayQuery, QueryType } from '../../types/query.ts';
import { control, edit, gateway, giveListsRoom, optionOf } from '../testing/editor.tsx';
import { QueryForm } from './QueryForm.tsx';

beforeAll(giveListsRoom);

const show = (query: Partial<GatewayQuery>, datasource = gateway()) =>
  edit<GatewayQuery>(QueryForm, { refId: 'A', ...query } as GatewayQuery, datasource);

/** Labels of all fields, in the order of the page. */
const labels = () =>
  [...document.querySelectorAll('label')]
    .filter((label) => label.control?.getAttribute('type') !== 'radio' && label.textContent !== '')
    .map((label) => label.textContent);

/** What a control is called: by its label, or by the text that it points to. */
const nameOf = (input: HTMLInputElement) =>
  [...(input.labels ?? [])].map((label) => label.textContent).join('') ||
  document.getElementById(input.getAttribute('aria-labelledby') ?? '')?.textContent;

test.each<[QueryType, string[]]>([
  ['overview', ['Query type', 'Currency', 'Live', 'Figures', 'Beside yesterday']],
  [
    'leaderboard',
    [
      ...['Query type', 'Currency', 'Live'],
      ...['Ranking of', 'Period', 'Sort by'],
      ...['Provider type', 'User tags', 'User groups', 'Of one user'],
      ...['Form', 'Limit', 'Models', 'Change of rank', 'Percentiles'],
    ],
  ],
  [
    'statistics',
    [
      ...['Query type', 'Currency', 'Live'],
      ...['Figures', 'Period', 'Step', 'The day before'],
      ...['Lines', 'Of one user', 'Most lines', 'Shape'],
    ],
  ],
  ['trend', ['Query type', 'Currency', 'Live', 'Figures']],
  ['models', ['Query type', 'Currency', 'Live', 'Period', 'Most models', 'Form']],
  ['activity', ['Query type', 'Currency', 'Live', 'Limit']],
  ['sessions', ['Query type', 'Currency', 'Live', 'Limit']],
  ['slots', ['Query type', 'Live', 'Slots of', 'Form']],
  ['quotas', ['Query type', 'Currency', 'Live', 'Limits of', 'Form']],
  ['sources', ['Query type', 'Currency', 'Live']],
])('%s has the fields that belong to it, each with its label', (queryType, expected) => {
  show({ queryType });
  expect(labels()).toEqual(expected);
  for (const input of document.querySelectorAll('input')) expect(nameOf(input)).not.toBe('');
});

test('a new panel shows headline figures; another type is chosen, asked, and shows its own fields', async () => {
  const { choose, query, runs } = show({});
  await choose('Query type', 'Leaderboard');
  expect(query()).toMatchObject({ queryType: 'leaderboard', scope: 'user', period: 'dashboard', limit: 20 });
  expect(runs()).toBe(1);
  expect(control('Ranking of')).toHaveValue('Users');
});

test('a board is sorted only by what it has, and forgets a sort that it loses', async () => {
  const { choose, choices, query } = show({ queryType: 'leaderboard', scope: 'user', period: 'daily' });
  expect(await choices('Sort by')).toEqual(
    expect.arrayContaining(['Name', 'Cost', 'Success rate', 'TTFT p95', 'Avg TTFT']),
  );
  await choose('Sort by', 'Success rate');
  expect(query()).toMatchObject({ sort: 'successRate' });
  await choose('Ranking of', 'Provider cache hit rate');
  expect(query()).not.toHaveProperty('sort');
  expect(await choices('Sort by')).not.toContain('Success rate');
  await choose('Sort by', 'TTFT p95');
  expect(control('Percentiles')).toBeChecked();
});

test('the order is asked for once something is sorted by', async () => {
  const { choose, query, user } = show({ queryType: 'leaderboard', scope: 'user', period: 'daily' });
  expect(screen.queryByLabelText('Lowest first')).toBeNull();
  await choose('Sort by', 'Requests');
  await user.click(control('Lowest first'));
  expect(query()).toMatchObject({ sort: 'requests', order: 'asc' });
});

test('a limit counts when it is finished, not at each key', async () => {
  const { user, query, runs } = show({ queryType: 'activity', limit: 20 });
  const limit = control('Limit');
  await user.clear(limit);
  await user.type(limit, '35');
  expect(runs()).toBe(0);
  await user.keyboard('{Enter}');
  expect(query()).toMatchObject({ limit: 35 });
  await user.tab();
  expect(runs()).toBe(1);
});

test('a limit that is none is told, and neither saved nor asked; Escape brings back what was', async () => {
  const { user, query, runs } = show({ queryType: 'activity', limit: 20 });
  const limit = control('Limit');
  await user.clear(limit);
  await user.type(limit, '201{Enter}');
  expect(screen.getByText(/from 1 to 200/)).toBeVisible();
  expect([query(), runs()]).toEqual([{ refId: 'A', queryType: 'activity', limit: 20 }, 0]);
  await user.keyboard('{Escape}');
  expect(limit).toHaveValue('20');
  await user.clear(limit);
  await user.type(limit, '$n');
  await user.tab();
  expect(query()).toMatchObject({ limit: '$n' });
});

test('variables are offered beside the periods of the gateway', async () => {
  const { choose, query } = show({ queryType: 'models', period: 'daily' });
  await choose('Period', '$period');
  expect(query()).toMatchObject({ period: '$period' });
});

test('the step belongs to the range of the dashboard', async () => {
  const { choose, query } = show({ queryType: 'statistics', range: 'dashboard' });
  await choose('Step', '3 hours');
  expect(query()).toMatchObject({ step: '180' });
  await choose('Period', 'This month');
  expect(query()).not.toHaveProperty('step');
  expect(screen.queryByLabelText('Step')).toBeNull();
});

test('tags are suggested by the gateway, and can be a variable or free text', async () => {
  const { user, query } = show({ queryType: 'leaderboard', scope: 'user', period: 'daily' });
  await user.click(control('User tags'));
  await user.click(await optionOf('vip'));
  expect(query()).toMatchObject({ userTags: ['vip'] });
  await user.type(control('User tags'), '$us');
  await user.click(await optionOf('$user'));
  await user.clear(control('User tags'));
  await user.type(control('User tags'), 'a, b');
  await user.click(await optionOf('a, b'));
  expect(query()).toMatchObject({ userTags: ['vip', '$user', 'a, b'] });
});

test('a filter counts once it has a value', async () => {
  const { user, query, runs, choose } = show({ queryType: 'activity' });
  await user.click(screen.getByText('Add filter'));
  expect(runs()).toBe(0);
  await choose('Filter by', 'Model');
  expect(runs()).toBe(0);
  await choose('Value', 'opus');
  expect(query()).toMatchObject({ filters: [{ key: 'model', operator: '=', value: 'opus' }] });
  await choose('Comparison', 'is one of');
  await choose('Value', 'sonnet');
  expect(query()).toMatchObject({
    filters: [{ key: 'model', operator: '=|', value: 'opus', values: ['opus', 'sonnet'] }],
  });
  await choose('Filter by', 'User');
  expect(query()).not.toHaveProperty('filters');
  expect(screen.getByLabelText('Filter 1')).toBeVisible();
  await choose('Value', 'ann');
  expect(query()).toMatchObject({ filters: [{ key: 'user', operator: '=|', values: ['ann'] }] });
  await user.click(screen.getByLabelText('Remove filter 1'));
  expect(query()).not.toHaveProperty('filters');
});

test('a pattern that is none is told', async () => {
  const filters = [{ key: 'user', operator: '=~', value: 'a.*' } as const];
  const { user, query } = show({ queryType: 'activity', filters: [...filters] });
  const value = control('Value');
  await user.clear(value);
  await user.type(value, '(a{Enter}');
  expect(screen.getByText(/Unterminated group/)).toBeVisible();
  expect(query()).toMatchObject({ filters });
});

test('names that may not be searched are listed, and found here', async () => {
  const names = ['a***n', 'b***b'];
  const { user } = show(
    { queryType: 'activity', filters: [{ key: 'user', operator: '=', value: 'x' }] },
    gateway({
      choices: (_, search = '') =>
        search === ''
          ? Promise.resolve(names.map((name, id) => ({ id, name })))
          : Promise.reject(new Error('Names are hidden from you')),
    }),
  );
  await user.type(control('Value'), 'b*');
  expect(await optionOf('b***b')).toBeInTheDocument();
  await expect(optionOf('a***n')).rejects.toThrow('is none of');
});

test('the keyboard alone reaches everything in order', async () => {
  const { user, query } = show({ queryType: 'quotas', quotaScope: 'provider' });
  await user.tab();
  expect(control('Query type')).toHaveFocus();
  await user.keyboard('{ArrowDown}');
  await optionOf('Overview');
  await user.keyboard('{Home}{Enter}');
  expect(query()).toMatchObject({ queryType: 'overview' });
});

test('each figure of an overview can be chosen, and none means all', async () => {
  const { user, query, choose } = show({ queryType: 'overview' });
  await choose('Figures', 'Cost today');
  expect(query()).toMatchObject({ figures: ['costUsd'] });
  await user.keyboard('{Escape}');
  await choose('Figures', 'Cost today');
  expect(query()).not.toHaveProperty('figures');
  await user.click(control('Beside yesterday'));
  expect(query()).toMatchObject({ compare: false });
});

test('usage is of cost, of requests, or of both', async () => {
  const { user, query } = show({ queryType: 'trend' });
  expect(control('Both')).toBeChecked();
  await user.click(control('Cost'));
  expect(query()).toMatchObject({ figures: ['costUsd'] });
  await user.click(control('Both'));
  expect(query()).not.toHaveProperty('figures');
});

test.each<[QueryType, string[]]>([
  ['slots', ['Slot utilization', 'Slots used', 'Requests today', 'Tokens today']],
  ['quotas', ['Quota used', 'Spent', 'Remaining']],
  ['models', ['Requests', 'Share', 'Cost', 'Tokens']],
])('%s as figures offer what they have', async (queryType, figures) => {
  const { user, choices } = show({ queryType });
  await user.click(control('Figures'));
  expect(await choices('Figure')).toEqual(figures);
});

test('live and currency belong to the query', async () => {
  const { user, query, choose } = show({ queryType: 'sessions' });
  await user.click(control('Live'));
  await choose('Currency', 'US dollars');
  expect(query()).toMatchObject({ live: true, currency: 'USD' });
});
