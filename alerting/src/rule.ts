import type { Setting } from './setting.ts';
import type { AlertName } from './values.ts';

/** A figure that Prometheus computes once for alerts and dashboards. */
export interface Recording {
  /** `level:metric:operations`. */
  readonly record: string;
  readonly expr: string;
  /**
   * The same without what other recordings have kept, for Grafana, which keeps none. Absent: the expression, with the
   * recordings that it names put in.
   */
  readonly inline?: string;
}

/** Stable ids of the dashboards that alerts lead to. */
export type DashboardUid =
  | 'hubscope-bento'
  | 'hubscope-leaderboards'
  | 'hubscope-provider'
  | 'hubscope-reliability'
  | 'hubscope-capacity'
  | 'hubscope-self';

/**
 * A text of an alert. `{label}` stands for a label, `{value}` for the figure: `{value:percentage}`, `{value:duration}`,
 * `{value:count}`, `{value:usd}`. `{subject}` is the provider by name where there is one, else the user or key by number.
 */
export type AlertText = string;

/** One alert, from which its rules for Prometheus and for Grafana and the figures of its runbook are made. */
export interface Alert {
  readonly name: AlertName;
  /** Labels of its series. */
  readonly by: readonly string[];
  /** PromQL: the series that it is true of, with the figure that its text tells, never below 0. */
  readonly when: string;
  /**
   * PromQL: all series that it is known to be true or untrue of. Grafana keeps the state of the others. Undefined where
   * missing data is what the alert is about.
   */
  readonly known: string | undefined;
  /**
   * PromQL: the jobs whose figures are of this moment. For all others an alert that fires goes on: nobody knows better.
   * Undefined where missing data is what the alert is about.
   */
  readonly answered: string | undefined;
  /** PromQL: of these subjects nothing is known though their job has answered, e.g. of one provider of many. */
  readonly unread?: { readonly on: string; readonly expr: string };
  /** Of alerts that look at days of samples: without recordings they take seconds. */
  readonly looksBack?: 'days';
  readonly summary: AlertText;
  /** What the summary is while the alert goes on because nothing is known. */
  readonly unknown: AlertText;
  readonly description: AlertText;
  /** When it fires, in words and figures, for the runbook: the rest of "Fires when ...". */
  readonly condition: string;
  readonly dashboard: DashboardUid;
}

/** Rules that are evaluated one after the other at the same moment; what is recorded comes before what asks for it. */
export interface RuleGroup {
  readonly name: string;
  readonly recordings: readonly Recording[];
  readonly alerts: readonly Alert[];
}

/** Makes a group of rules. */
export type GroupMaker = (setting: Setting) => RuleGroup;
