import { ConfigError, loadConfig } from './config.ts';

const GOOD = { DSN: 'postgres://db.example/claude_code_hub', REDIS_URL: 'none' };
const TOKEN = 'abcdefghijklmnop';

/** The message of the fault that this environment causes; empty when it causes none. */
function messageOf(env: NodeJS.ProcessEnv): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

test('are verified by one Grafana, and found in the gateway by a name or a file', () => {
  const env = { ...GOOD, GRAFANA_URL: 'https://g.example/', GRAFANA_ORG_ID: '3' };
  expect(
    loadConfig({
      ...env,
      GRAFANA_JWKS_URL: 'http://grafana:3000/keys',
      VIEWERS: '/etc/hubscope/viewers.json',
      GRAFANA_ADMINS: 'admin',
      GATEWAY_ADMINS: 'false',
    }),
  ).toMatchObject({
    grafana: { url: 'https://g.example', keysUrl: 'http://grafana:3000/keys', orgId: 3 },
    viewers: { file: '/etc/hubscope/viewers.json' },
    administrators: { gateway: false, grafana: true },
  });
  expect(loadConfig({ ...env, VIEWERS: 'email' }).viewers).toBe('email');
  expect(messageOf({ ...env, VIEWERS: 'login' })).toContain(
    'VIEWERS (now "login") is neither username nor email',
  );
});

test.each([{ GRAFANA_JWKS_URL: 'http://g/keys' }, { VIEWERS: 'username' }, { GRAFANA_ADMINS: 'admin' }])(
  '%j needs GRAFANA_URL',
  (env: Record<string, string>) => {
    expect(messageOf({ ...GOOD, ...env })).toContain(
      `${Object.keys(env)[0] ?? ''} is set although GRAFANA_URL is not`,
    );
  },
);

test('pseudonyms need a key, which is a secret', () => {
  const env = { ...GOOD, SCREEN_NAMES: 'pseudonym', SCREEN_COHORT_FLOOR: '5' };
  expect(messageOf(env)).toContain('PSEUDONYM_KEY is not set although SCREEN_NAMES is pseudonym');
  expect(messageOf({ ...env, PSEUDONYM_KEY: 'short' })).toContain('has fewer than 16 characters');
  const config = loadConfig({ ...env, PSEUDONYM_KEY: TOKEN });
  expect(config.screen).toEqual({ names: 'pseudonym', cohortFloor: 5 });
  expect(config.pseudonymKey?.reveal()).toBe(TOKEN);
  expect(JSON.stringify(config)).not.toContain(TOKEN);
});
