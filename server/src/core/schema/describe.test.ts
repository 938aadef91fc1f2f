import { describe as group, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { BuiltInSchemas } from './builtIn.ts';
import { describe, fieldsAt } from './describe.ts';
import { formatRange } from './schema.ts';
import type { Schema } from './schema.ts';

const pack = SCHEMAS.builtIn();

function kind(apiVersion: string, name: string, version = 36): Schema {
  const schema = pack && new BuiltInSchemas(pack, version).kind(apiVersion, name);
  if (!schema) throw new Error(`no schema of ${name}`);
  return schema;
}

function since(field: string): string | undefined {
  const range = describe(kind('v1', 'Pod'), ['spec', field])?.field?.availability?.since;
  return range && formatRange(range);
}

function hasPodResources(version: number): boolean {
  return fieldsAt(kind('v1', 'Pod', version), ['spec']).some(({ name }) => name === 'resources');
}

const CONTAINER = ['spec', 'template', 'spec', 'containers', 0] as const;

group('a place', () => {
  it('follows fields, lists and maps', () => {
    const deployment = kind('apps/v1', 'Deployment');
    const replicas = describe(deployment, ['spec', 'replicas']);
    expect(replicas?.schema.type).toBe('integer');
    expect(replicas?.field?.default).toBe(1);
    expect(replicas?.owner?.name).toBe('DeploymentSpec');
    expect(replicas?.field?.description).toMatch(/^Number of desired pods/);
    expect(describe(deployment, [...CONTAINER, 'imagePullPolicy'])?.schema.enum).toEqual([
      'Always',
      'IfNotPresent',
      'Never',
    ]);
    expect(describe(deployment, [...CONTAINER, 'resources', 'limits', 'cpu'])?.schema.type).toBe('quantity');
    expect(describe(deployment, ['spec', 'replica'])).toBeUndefined();
    expect(describe(deployment, ['spec', 'replicas', 'x'])).toBeUndefined();
  });

  it('knows items of lists apart by their keys', () => {
    expect(describe(kind('v1', 'Pod'), ['spec', 'containers'])?.schema.list?.keys).toEqual(['name']);
  });

  it('says from when a field is there', () => {
    expect(since('containers')).toBeUndefined();
    expect(since('hostUsers')).toBe('1.25');
    expect(since('resources')).toBe('1.31 or 1.32');
  });

  it('gives types other than Kubernetes’ own their shape', () => {
    const definition = kind('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
    const path = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', 'spec', 'type'];
    expect(describe(definition, path)?.schema.type).toBe('string');
    expect(describe(kind('v1', 'Secret'), ['data', 'password'])?.schema.format).toBe('byte');
  });
});

group('the fields at a place', () => {
  it('offers required fields first', () => {
    const names = fieldsAt(kind('apps/v1', 'Deployment'), ['spec']).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['selector', 'template']);
    expect(names).toContain('minReadySeconds');
  });

  it('offers what the items of a list hold', () => {
    const names = fieldsAt(kind('v1', 'Pod'), ['spec', 'containers']).map(({ name }) => name);
    expect(names[0]).toBe('name');
    expect(names).toContain('livenessProbe');
    expect(fieldsAt(kind('v1', 'Pod'), ['spec', 'nodeName'])).toEqual([]);
  });

  it('leaves out what the version lacks, and takes a missing minor for its neighbours', () => {
    expect([30, 31, 32, 35, 99].map(hasPodResources)).toEqual([false, true, true, true, true]);
  });
});
