import React, { useState } from 'react';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DimensionName } from '../../types/query.ts';
import type { Suggestions } from '../query/query-types.ts';

/** What a form of ours is given. */
interface FormProps<Query> {
  query: Query;
  datasource: Suggestions;
  onChange: (query: Query) => void;
  onRunQuery: () => void;
}

/** A form as Grafana shows it: a change comes back to it as its query. */
export interface Edited<Query> {
  user: ReturnType<typeof userEvent.setup>;
  /** The query that the last change made. */
  query: () => Query;
  /** How many times the query was asked. */
  runs: () => number;
  /** Chooses from a list by its label. */
  choose: (label: string, option: string) => Promise<void>;
  /** Words of the choices of a list. */
  choices: (label: string) => Promise<string[]>;
}

/** Shows a form with a query. */
export function edit<Query>(
  Form: (props: FormProps<Query>) => React.JSX.Element,
  first: Query,
  datasource: Suggestions = gateway(),
): Edited<Query> {
  const user = userEvent.setup();
  let last = first;
  let runs = 0;
  function Host() {
    const [query, setQuery] = useState(first);
    const onChange = (next: Query) => {
      last = next;
      setQuery(next);
    };
    return <Form query={query} datasource={datasource} onChange={onChange} onRunQuery={() => (runs += 1)} />;
  }
  render(<Host />);
  const open = async (label: string) => {
    await user.click(control(label));
    return waitFor(() => {
      const found = options();
      expect(found).not.toHaveLength(0);
      return found;
    });
  };
  return {
    user,
    query: () => last,
    runs: () => runs,
    async choose(label, option) {
      await open(label);
      await user.click(await optionOf(option));
    },
    async choices(label) {
      const words = (await open(label)).map(wordsOf);
      await user.keyboard('{Escape}');
      return words;
    },
  };
}

/** A control by its label. Roles would say the same, but take jsdom very long. */
export const control = (label: string | RegExp): HTMLElement =>
  screen.getByLabelText(label, { selector: 'input' });

const options = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];

/** An option's words without its description. */
const wordsOf = (option: HTMLElement) => option.lastElementChild?.firstElementChild?.textContent ?? '';

/** The option of the open list that says this. */
export const optionOf = (words: string): Promise<HTMLElement> =>
  waitFor(() => {
    const found = options().find((option) => wordsOf(option) === words);
    if (found === undefined) throw new Error(`${words} is none of ${options().map(wordsOf).join(', ')}`);
    return found;
  });

/** A gateway with a few names, and a dashboard with a few variables. */
export function gateway(more: Partial<Suggestions> = {}): Suggestions {
  const names: Partial<Record<DimensionName, string[]>> = {
    users: ['ann', 'bob', 'carol'],
    models: ['opus', 'sonnet'],
    providers: ['claude-1', 'codex-1'],
    tags: ['trial', 'vip'],
    groups: ['east', 'west'],
  };
  return {
    settings: {},
    choices: (dimension, search = '') =>
      Promise.resolve(
        (names[dimension] ?? [])
          .filter((name) => name.includes(search))
          .map((name, index) => ({ id: index + 1, name })),
      ),
    variableNames: () => ['$user', '$period'],
    ...more,
  };
}

/** jsdom lays nothing out, and lists draw only the choices that they have room for. */
export function giveListsRoom(): void {
  for (const [name, value] of Object.entries({ clientWidth: 400, clientHeight: 2000 })) {
    Object.defineProperty(Element.prototype, name, { configurable: true, value });
  }
  Object.defineProperty(globalThis, 'IntersectionObserver', {
    configurable: true,
    value: class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  });
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    configurable: true,
    value: () => ({ measureText: (text: string) => ({ width: text.length * 8 }) }),
  });
}
