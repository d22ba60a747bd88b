/*
 * PromQL that holds with several exporters on one gateway, too: each shows the same, so that of equal series the greatest
 * is taken before anything is added up.
 */

/** One of the series that differ by their exporter alone. */
export const once = (expression: string): string => `max without (instance, job) (${expression})`;

/** What a counter gains per second. */
export const rate = (counter: string, over = '$__rate_interval'): string => once(`rate(${counter}[${over}])`);

/** What a counter gained. */
export const increase = (counter: string, over: string): string => once(`increase(${counter}[${over}])`);

/** A sum by labels, or of all. */
export const sum = (expression: string, ...by: string[]): string =>
  by.length === 0 ? `sum(${expression})` : `sum by (${by.join(', ')}) (${expression})`;

/** A quantile of a histogram's observations, 0 to 1. `by`: labels whose series stay apart. */
export const quantile = (of: number, histogram: string, selector = '', ...by: string[]): string =>
  `histogram_quantile(${of}, ${sum(rate(`${histogram}_bucket${selector}`), ...by, 'le')})`;

/** A share of two rates; none where nothing was served, rather than 0 or NaN. */
export const share = (part: string, whole: string): string => `${part} / (${whole} > 0)`;
