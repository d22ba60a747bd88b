import type { TestDataSourceResponse } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { firstValueFrom } from 'rxjs';
import type { Health, ViewerAnswer } from '@hubscope/exporter/contract';
import type { Api } from './api.ts';
import { problemOf } from './problem.ts';
import type { Settings } from './types/config.ts';

/** Version of the exporter's contract that this plugin reads (contract/viewer.ts). */
export const API_VERSION = 1;

/** "Save & test": tells apart what can be wrong, or says what was found. */
export async function testConnection(api: Api, settings: Settings): Promise<TestDataSourceResponse> {
  try {
    const viewer = await firstValueFrom(api.viewer());
    const health = await firstValueFrom(api.health());
    return verdictOf(viewer, health, settings);
  } catch (error) {
    return { status: 'error', message: problemOf(error).message };
  }
}

type Verdict = TestDataSourceResponse & { status: 'success' | 'warning' | 'error' };

/** What the exporter's word on itself comes to. */
export function verdictOf(viewer: ViewerAnswer, health: Health, settings: Settings): Verdict {
  const problem = versionProblem(viewer) ?? sourceProblem(health);
  if (problem !== undefined) return { status: 'error', message: problem, details: { message: '' } };
  const warning = identityProblem(viewer, health, settings);
  if (warning !== undefined)
    return { status: 'warning', message: warning, details: { message: found(viewer, health) } };
  return { status: 'success', message: found(viewer, health) };
}

function versionProblem({ api, exporter }: ViewerAnswer): string | undefined {
  if (api === API_VERSION) return undefined;
  return api > API_VERSION
    ? t('health.newer', 'The exporter ({{exporter}}) is newer than this plugin. Update the plugin.', {
        exporter,
      })
    : t('health.older', 'The exporter ({{exporter}}) is older than this plugin. Update the exporter.', {
        exporter,
      });
}

function sourceProblem({ sources, gateway }: Health): string | undefined {
  const { postgres, redis } = sources;
  if (postgres.state === 'down') {
    return t('health.postgres', "The exporter answers, but the gateway's database does not: {{reason}}", {
      reason: postgres.reason ?? '',
    });
  }
  if (redis.state === 'down') {
    return t('health.redis', "The exporter answers, but the gateway's Redis does not: {{reason}}", {
      reason: redis.reason ?? '',
    });
  }
  if (gateway === null) {
    return t('health.starting', 'The exporter has not seen the gateway yet. Try again in a few seconds.');
  }
  return undefined;
}

/** A shared screen needs no person; everybody else is asked who they are. */
function identityProblem(
  { person, level, reason }: ViewerAnswer,
  { identity }: Health,
  settings: Settings,
): string | undefined {
  const isScreen = settings.identity === 'screen';
  if (isScreen && level !== 'nobody') return undefined;
  if (isScreen) {
    return t(
      'health.screenToken',
      "This token is a viewer's, who is somebody in particular. For a shared screen take the exporter's API_SCREEN_TOKEN.",
    );
  }
  if (person === 'verified' || level === 'admin') return undefined;
  const why = reason ?? identity.reason ?? '';
  return t('health.identity', 'Connected, but the exporter does not know who you are: {{why}}', {
    why,
  });
}

/** What was found, in a few words. */
function found({ exporter, user, level }: ViewerAnswer, { gateway, ledger }: Health): string {
  const parts = [
    t('health.connected', 'Connected to Hubscope {{exporter}}.', { exporter }),
    gateway === null
      ? ''
      : t(
          'health.gateway',
          "The gateway's database is of the generation {{schema}}, its time zone {{timezone}}, its currency {{currency}}.",
          {
            schema: gateway.schema,
            timezone: gateway.timezone,
            currency: gateway.currency,
          },
        ),
    ledgerState(ledger),
    user === null
      ? t('health.level', 'You see what the level "{{level}}" may see.', { level })
      : t('health.user', 'You are the gateway\'s user {{name}} (level "{{level}}").', {
          name: user.name,
          level,
        }),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function ledgerState({ state, rows, asOf, loadRatio, reason }: Health['ledger']): string {
  if (state === 'not-configured')
    return t('health.noCopy', "Figures are asked in the gateway's database itself.");
  if (state === 'down') {
    return t('health.copyDown', 'The copy of the ledger is behind: {{reason}}.', {
      reason: reason ?? '',
    });
  }
  const seconds = asOf === null ? undefined : Math.max(0, Math.round((Date.now() - Date.parse(asOf)) / 1000));
  return t(
    'health.copy',
    'The copy of the ledger has {{rows}} rows, is {{seconds}} s old and {{percent}} % loaded.',
    {
      rows: (rows ?? 0).toLocaleString('en-US'),
      seconds: seconds ?? '?',
      percent: Math.floor((loadRatio ?? 0) * 100),
    },
  );
}
