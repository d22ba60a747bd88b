/** Languages that the page speaks. */
export type Language = 'en-US' | 'zh-Hans' | 'zh-Hant';

/** What an address asks the page for, in the words of Grafana's addresses: `lang` and `theme`. */
export function requestOf(
  search: string,
  preferred: readonly string[],
): { language: Language; theme: 'dark' | 'light' } {
  const parameters = new URLSearchParams(search);
  return {
    language: spoken(parameters.get('lang')) ?? preferred.map(spoken).find(Boolean) ?? 'en-US',
    theme: parameters.get('theme') === 'light' ? 'light' : 'dark',
  };
}

/** The language of ours that a name of one means; undefined when it is none of them. */
function spoken(name: string | null): Language | undefined {
  const asked = (name ?? '').toLowerCase();
  if (/^en\b/.test(asked)) return 'en-US';
  if (!/^zh\b/.test(asked)) return undefined;
  return /hant|tw|hk|mo/.test(asked) ? 'zh-Hant' : 'zh-Hans';
}
