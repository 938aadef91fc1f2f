import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { Workspace } from '../../workspace.ts';
import { BuiltInSchemas } from '../builtIn.ts';
import { describe as describePlace } from '../describe.ts';
import { SchemaProvider } from '../provider.ts';
import { ClusterKinds, DocumentKinds } from './clusterKinds.ts';
import { readDocument } from './readDocument.ts';

const bundled = SCHEMAS.builtIn();
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The document of one kind. */
function kindsOf(groupVersion: string, schemas: Readonly<Record<string, unknown>>): DocumentKinds {
  const text = JSON.stringify({ components: { schemas } });
  const document = readDocument(text, groupVersion, 36, bundled);
  if (!document) throw new Error('not read');
  return new DocumentKinds(document, { groupVersion, minor: 36, bundled });
}

function gvk(group: string, version: string, kind: string): object {
  return { 'x-kubernetes-group-version-kind': [{ group, version, kind }] };
}

const podSpec = (properties: object): DocumentKinds =>
  kindsOf('v1', {
    'io.k8s.api.core.v1.PodSpec': { type: 'object', properties, ...gvk('', 'v1', 'PodSpec') },
  });

const ref = (name: string): object => ({ $ref: `#/components/schemas/io.example.v1.${name}` });

const certificate = (field: string): object => ({
  'io.cert-manager.v1.Certificate': {
    type: 'object',
    properties: { spec: { type: 'object', properties: { [field]: { type: 'string' } } } },
    ...gvk('cert-manager.io', 'v1', 'Certificate'),
  },
});

const DEPLOYMENT = {
  'io.k8s.api.apps.v1.Deployment': {
    type: 'object',
    properties: {
      metadata: { allOf: [{ $ref: `#/components/schemas/${META}` }], default: {} },
      spec: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec' }], default: {} },
    },
    ...gvk('apps', 'v1', 'Deployment'),
  },
  'io.k8s.api.apps.v1.DeploymentSpec': {
    type: 'object',
    required: ['selector'],
    properties: {
      replicas: { type: 'integer', format: 'int32', description: 'How many.' },
      selector: { type: 'object' },
      mode: { type: 'string', enum: ['Slow', 'Fast'], default: 'Slow' },
      size: {
        allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity' }],
        default: {},
      },
      port: { $ref: '#/components/schemas/io.k8s.apimachinery.pkg.util.intstr.IntOrString' },
      words: { type: 'object', additionalProperties: { type: 'string', default: '' } },
    },
  },
  [META]: { type: 'object', properties: { name: { type: 'string' } } },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { format: 'int-or-string' },
};

it("reads Kubernetes' own types as the bundled ones are, with what is known of them by hand", () => {
  const schema = kindsOf('apps/v1', DEPLOYMENT).kind('Deployment');
  const spec = schema && describePlace(schema, ['spec'])?.schema;
  expect(spec?.name).toBe('DeploymentSpec');
  expect(spec?.required?.map(({ name }) => name)).toEqual(['selector']);
  const types = Array.from(spec?.fields ?? [], ([name, field]) => [name, field.schema.type, field.default]);
  expect(types).toEqual([
    ['replicas', 'integer', 1], // which no cluster says
    ['selector', 'any', undefined],
    ['mode', 'string', 'Slow'],
    ['size', 'quantity', undefined],
    ['port', 'intOrString', undefined],
    ['words', 'object', undefined],
  ]);
  expect(spec?.fields?.get('mode')?.schema.enum).toEqual(['Slow', 'Fast']);
  // A field that this cluster does not have, and other versions do.
  expect(spec?.fields?.has('strategy')).toBe(false);
});

it('knows since when there is what a cluster has or lacks', () => {
  const claims = { resourceClaims: { type: 'array', items: { type: 'object' } } };
  const ours =
    bundled && new BuiltInSchemas(bundled, 36).definition('V1PodSpec').fields?.get('resourceClaims');
  expect(ours?.availability?.since).toBeDefined();
  const has = podSpec(claims).kind('PodSpec');
  expect(has?.fields?.get('resourceClaims')?.availability).toEqual(ours?.availability);
  const lacks = podSpec({ containers: { type: 'array', items: {} } }).kind('PodSpec');
  expect(lacks?.elsewhere?.get('resourceClaims')).toEqual(ours?.availability);
});

it('follows references among the types of other API servers, also in a circle', () => {
  const kinds = kindsOf('metrics.example.com/v1', {
    'io.example.v1.Node': {
      type: 'object',
      properties: { next: ref('Node'), usage: ref('Usage'), lost: ref('A') },
      ...gvk('metrics.example.com', 'v1', 'Node'),
    },
    'io.example.v1.NodeList': {
      type: 'object',
      properties: { items: { type: 'array', items: ref('Node') } },
      ...gvk('metrics.example.com', 'v1', 'NodeList'),
    },
    'io.example.v1.Usage': { type: 'object', properties: { cpu: { type: 'string' } } },
    'io.example.v1.A': ref('B'),
    'io.example.v1.B': ref('A'),
  });
  const node = kinds.kind('Node');
  expect(node && describePlace(node, ['next', 'next', 'usage', 'cpu'])?.schema.type).toBe('string');
  expect(node?.fields?.get('lost')?.schema.type).toBe('any');
  expect(node?.fields?.get('metadata')?.schema.name).toBe('ObjectMeta');
  expect(kinds.kind('NodeList')).toBeUndefined();
});

it('stands behind a definition in the workspace and before a bundled one, where a cluster is wanted', () => {
  const workspace = new Workspace();
  const provider = new SchemaProvider(workspace, SCHEMAS);
  const missing: string[] = [];
  const cluster = new ClusterKinds((groupVersion) => missing.push(groupVersion));
  provider.cluster = cluster;
  const uri = 'file:///w/a.yaml';
  const has = (field: string, isCluster: boolean): boolean => {
    const schema = provider.get(
      { group: 'cert-manager.io', version: 'v1', kind: 'Certificate' },
      { version: 36, uri, isCluster },
    );
    return schema?.fields?.get('spec')?.schema.fields?.has(field) ?? false;
  };
  expect(has('dnsNames', false)).toBe(true);
  expect(missing).toEqual([]);
  expect(has('dnsNames', true)).toBe(true);
  expect(missing).toEqual(['cert-manager.io/v1']);
  cluster.set('cert-manager.io/v1', kindsOf('cert-manager.io/v1', certificate('ofCluster') as never));
  expect([has('ofCluster', true), has('dnsNames', true), has('ofCluster', false)]).toEqual([
    true,
    false,
    false,
  ]);
  workspace.set(
    'file:///w/crd.yaml',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: certificates.cert-manager.io }
spec:
  group: cert-manager.io
  names: { kind: Certificate, plural: certificates }
  versions:
    - name: v1
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { own: { type: string } } } } } }
`,
  );
  expect([has('own', true), has('ofCluster', true)]).toEqual([true, false]);
});

it('takes anything that calls itself a document', () => {
  const property = fc.record(
    {
      type: fc.constantFrom('object', 'array', 'string', 'nothing', 3, null),
      $ref: fc.constantFrom('#/components/schemas/a', 'b', '', 7),
      allOf: fc.oneof(fc.constant([{ $ref: '#/components/schemas/a' }]), fc.jsonValue()),
      properties: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
      additionalProperties: fc.jsonValue(),
      items: fc.jsonValue(),
      required: fc.jsonValue(),
      enum: fc.jsonValue(),
      default: fc.jsonValue(),
      'x-kubernetes-group-version-kind': fc.oneof(
        fc.constant([{ group: 'g.example.com', version: 'v1', kind: 'A' }]),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  );
  const name = fc.constantFrom('a', 'b', META, 'io.k8s.api.apps.v1.Deployment', '__proto__', 'constructor');
  const schemas = fc.dictionary(name, fc.oneof(property, fc.jsonValue()));
  fc.assert(
    fc.property(fc.oneof(fc.record({ components: fc.record({ schemas }) }), fc.jsonValue()), (value) => {
      const text = JSON.stringify(value);
      const document = readDocument(text, 'g.example.com/v1', 36, bundled);
      if (!document) return;
      const kinds = new DocumentKinds(document, { groupVersion: 'g.example.com/v1', minor: 36, bundled });
      const schema = kinds.kind('A');
      if (schema) describePlace(schema, ['spec', 'a', 0, 'b']);
      JSON.stringify(schema?.fields?.get('metadata')?.schema.type);
    }),
  );
  expect(readDocument('<html>', 'v1', 36, bundled)).toBeUndefined();
});
