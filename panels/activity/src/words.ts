import { t } from '@hubscope/panel-kit/format/t.ts';
import { ageText } from '@hubscope/panel-kit/format/age.ts';
import type { Mode, Part, View } from './options.ts';

/** What a part is called. */
export const partWord = (part: Part, mode: Mode = 'requests'): string =>
  ({
    time: () => t('activity.part.time', 'Time'),
    session: () => t('activity.part.session', 'Session'),
    user: () => t('activity.part.user', 'User'),
    key: () => t('activity.part.key', 'Key'),
    model: () => t('activity.part.model', 'Model'),
    provider: () => t('activity.part.provider', 'Provider'),
    status: () => t('activity.part.status', 'Status'),
    ttft: () => t('activity.part.ttft', 'TTFT'),
    latency: () =>
      mode === 'requests'
        ? t('activity.part.latency', 'Latency')
        : t('activity.part.lastRequest', 'Last request'),
    duration: () => t('activity.part.duration', 'Total duration'),
    requests: () => t('activity.part.requests', 'Requests'),
    tokens: () => t('activity.part.tokens', 'Tokens'),
    cost: () => t('activity.part.cost', 'Cost'),
  })[part]();

/** What a view is called. */
export const viewWord = (view: View, mode: Mode): string =>
  ({
    all: () => t('activity.view.all', 'All'),
    running: () =>
      mode === 'requests' ? t('activity.view.running', 'In flight') : t('activity.view.active', 'Active'),
    errors: () => t('activity.view.errors', 'Errors'),
    slow: () => t('activity.view.slow', 'Slow'),
    idle: () => t('activity.view.idle', 'Idle'),
  })[view]();

/** That a view has no rows. */
export const nothingIn = (view: View, mode: Mode): string =>
  ({
    all: () =>
      mode === 'requests'
        ? t('activity.empty.requests', 'No requests yet')
        : t('activity.empty.sessions', 'No session is live'),
    running: () =>
      mode === 'requests'
        ? t('activity.empty.running', 'Nothing is in flight')
        : t('activity.empty.active', 'No session is active'),
    errors: () => t('activity.empty.errors', 'No errors'),
    slow: () => t('activity.empty.slow', 'Nothing is slow'),
    idle: () => t('activity.empty.idle', 'No session is idle'),
  })[view]();

/** How long ago something was. */
export const agoText = (seconds: number): string =>
  t('activity.ago', '{{age}} ago', { age: ageText(Math.floor(seconds)) });
