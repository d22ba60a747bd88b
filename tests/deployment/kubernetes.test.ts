import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PrometheusRule,
  ServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Namespace, PersistentVolumeClaim, Service } from 'kubernetes-models/v1';
import { parse } from 'yaml';
import { VARIABLES } from '../../exporter/src/config-variables.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

const folder = join(repositoryRoot, 'provisioning/kubernetes');
const text = (name: string) => readFileSync(join(folder, name), 'utf8');
const read = (name: string): never => parse(text(name)) as never;

/** Files of the base, and the Kubernetes API's own schema of what is in each. */
const resources: Record<string, (object: never) => { validate: () => void }> = {
  'namespace.yaml': (object) => new Namespace(object),
  'deployment.yaml': (object) => new Deployment(object),
  'service.yaml': (object) => new Service(object),
  'persistent-volume-claim.yaml': (object) => new PersistentVolumeClaim(object),
  'service-monitor.yaml': (object) => new ServiceMonitor(object),
  'prometheus-rule.yaml': (object) => new PrometheusRule(object),
};

test('the base has these resources', () => {
  const { resources: named } = read('kustomization.yaml') as { resources: string[] };
  expect([...named].sort()).toEqual(Object.keys(resources).sort());
  expect(named.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
});

test.each(Object.keys(resources))('%s is right by its schema', (name) => {
  expect(() => {
    resources[name]?.(read(name)).validate();
  }).not.toThrow();
});

test('the exporter is told nothing that it does not know', () => {
  const plain = text('hubscope.env').matchAll(/^(\w+)=/gm);
  const files = text('deployment.yaml').matchAll(/name: (\w+)_FILE/g);
  const told = [...plain, ...files].map(([, name]) => name);
  expect(told.length).toBeGreaterThan(8);
  expect(told.filter((name) => !(name !== undefined && name in VARIABLES))).toEqual([]);
});

test('the port, the label and the keys of the secret are the same everywhere', () => {
  const port = /^ENV .*PORT=(\d+)/m.exec(readFileSync(join(repositoryRoot, 'Dockerfile'), 'utf8'))?.[1];
  for (const name of ['deployment.yaml', 'service.yaml'])
    expect([name, text(name)]).toEqual([name, expect.stringContaining(`ort: ${port}`)]);
  for (const name of ['deployment.yaml', 'service.yaml', 'service-monitor.yaml']) {
    expect([name, text(name)]).toEqual([name, expect.stringContaining('app.kubernetes.io/name: hubscope')]);
  }
  const made = readFileSync(join(repositoryRoot, 'provisioning/compose/create-secrets.sh'), 'utf8');
  const mounted = [...text('deployment.yaml').matchAll(/\/run\/secrets\/hubscope\/(\w+)/g)].map(
    ([, key]) => key ?? '',
  );
  const explained = text('README.md');
  expect(mounted.filter((key) => !made.includes(key) && !explained.includes(`secrets/${key}`))).toEqual([]);
});
