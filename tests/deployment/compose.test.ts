import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VARIABLES } from '../../exporter/src/config-variables.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

/** What of the compose file is looked at here; its schema is checked by dclint. */
interface Service {
  image: string;
  build?: { target: string };
  profiles?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  volumes?: string[];
  networks: string[];
  ports?: string[];
  healthcheck?: object;
  depends_on?: Record<string, object>;
}
/** A finding of dclint, whose own types cannot be read by Node.js's rules of modules. */
interface LintMessage {
  rule: string;
  message: string;
  line: number;
}
interface Compose {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

const { DCLinter } = createRequire(import.meta.url)('dclint') as {
  DCLinter: new (config: object) => {
    lintFiles: (paths: string[], recursive: boolean) => [{ messages: LintMessage[] }];
  };
};

const file = (path: string) => join(repositoryRoot, path);
const text = (path: string) => readFileSync(file(path), 'utf8');
const compose = parse(text('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
const dockerfile = text('Dockerfile');
const perService = services.map(([name, service]) => ({ name, service }));

/** `${NAME:-default}` as compose reads it where the variable is not set. */
const withDefaults = (value: string) => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

/** Source and target of a volume. */
const mountsOf = ({ volumes = [] }: Service) =>
  volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return { source, target, isBind: source.startsWith('.') };
  });

test('the file is a compose file by its schema, and what a linter wants of one', () => {
  const linter = new DCLinter({
    rules: {
      // The order is by what belongs together, as are the keys of a service.
      'services-alphabetical-order': 0,
      'service-keys-order': 0,
      'top-level-properties-order': 0,
      'no-build-and-image': 0,
      // It stands in a variable, which is not read.
      'no-unbound-port-interfaces': 0,
      'require-quotes-in-ports': 2,
      'service-image-require-explicit-tag': 2,
    },
    quiet: true,
    debug: false,
    exclude: [],
  });
  const [result] = linter.lintFiles([file('docker-compose.yml')], false);
  expect(result.messages.map(({ rule, message, line }) => ({ rule, message, line }))).toEqual([]);
});

test('every variable has a default, so that nothing is empty unseen', () => {
  const used = [...text('docker-compose.yml').matchAll(/\$\{([^}]+)\}/g)].map(
    ([, variable = '']) => variable,
  );
  expect(used.filter((variable) => !variable.includes(':-'))).toEqual([]);
  const documented = text('provisioning/compose/README.md');
  expect(
    used
      .map((variable) => variable.split(':-')[0] ?? '')
      .filter((name) => !documented.includes(`\`${name}\``)),
  ).toEqual([]);
});

describe.each(perService)('$name', ({ name, service }) => {
  test('mounts what is in the repository, or a volume of the file', () => {
    for (const { source, isBind } of mountsOf(service)) {
      expect([source, isBind ? existsSync(file(source)) : source in compose.volumes]).toEqual([source, true]);
    }
  });

  test('knows its secrets and networks', () => {
    for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
    for (const network of service.networks) expect(Object.keys(compose.networks)).toContain(network);
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      const secret = /\/run\/secrets\/(\w+)/.exec(value)?.[1];
      if (secret !== undefined)
        expect([variable, service.secrets]).toEqual([variable, expect.arrayContaining([secret])]);
    }
  });

  test('waits for services that are there', () => {
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(Object.keys(compose.services)).toContain(other);
  });

  test('is built by a target of the Dockerfile, or its image has a version', () => {
    if (service.build === undefined) {
      expect(service.image).toMatch(/:v?\d+\.\d+(\.\d+)?(-alpine)?$/);
      return;
    }
    expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${service.build.target}$`, 'm'));
  });

  test('can be asked whether it is well, unless it ends by itself', () => {
    const inImage = name === 'exporter' && /AS exporter\n[^]*HEALTHCHECK/.test(dockerfile);
    const ends = ['role', 'playlists', 'simulator'].includes(name);
    expect(service.healthcheck !== undefined || inImage || ends).toBe(true);
  });
});

test('only Grafana can be reached from outside, and by default from this machine alone', () => {
  expect(compose.services.grafana?.ports?.map(withDefaults)).toEqual(['127.0.0.1:3000:3000']);
  expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['grafana']);
});

test('without the demo there is no database, Redis or simulator', () => {
  const always = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
  expect(always.sort()).toEqual(['alertmanager', 'exporter', 'grafana', 'playlists', 'prometheus']);
});

test('the exporter is told nothing that it does not know', () => {
  const known = Object.entries(VARIABLES).flatMap(([name, variable]) =>
    'secret' in variable ? [name, `${name}_FILE`] : [name],
  );
  const told = Object.keys(compose.services.exporter?.environment ?? {});
  expect(told.filter((name) => !known.includes(name))).toEqual([]);
});

test('services ask each other where they answer', () => {
  const port = /^ENV .*PORT=(\d+)/m.exec(dockerfile)?.[1] ?? '';
  const prometheus = text('provisioning/prometheus/prometheus.yml');
  expect(prometheus).toContain(`exporter:${port}`);
  expect(prometheus).toContain('alertmanager:9093');
  expect(prometheus).toContain('/run/secrets/metrics_token');
  const { networks: exporterNetworks = [] } = compose.services.exporter ?? {};
  for (const asking of ['prometheus', 'grafana']) {
    const shared = compose.services[asking]?.networks.filter((network) => exporterNetworks.includes(network));
    expect([asking, shared]).toEqual([asking, ['monitoring']]);
  }
});

test('every volume, network and secret is used', () => {
  const used = {
    volumes: services.flatMap(([, service]) => mountsOf(service).map(({ source }) => source)),
    networks: services.flatMap(([, { networks }]) => networks),
    secrets: services.flatMap(([, { secrets = [] }]) => secrets),
  };
  for (const kind of ['volumes', 'networks', 'secrets'] as const) {
    expect(Object.keys(compose[kind]).filter((name) => !used[kind].includes(name))).toEqual([]);
  }
});

test('the script makes every secret, once, and so that containers can read it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hubscope-secrets-'));
  try {
    const run = () =>
      spawnSync('sh', [file('provisioning/compose/create-secrets.sh'), folder], { encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    const made = readdirSync(folder).sort();
    const wanted = Object.entries(compose.secrets).filter(([, secret]) =>
      secret.file.startsWith('./secrets/'),
    );
    expect(made).toEqual(wanted.map(([name]) => name).sort());
    const values = made.map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(values).size).toBe(values.length);
    for (const name of made) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o444);
    expect(run().stdout).toBe('');
    expect(made.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(values);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the demo needs no secret of its own', () => {
  for (const secret of ['dsn', 'redis_url'] as const) {
    const path = withDefaults(compose.secrets[secret]?.file ?? '');
    expect(new URL(text(path)).password).toBe('');
  }
});
