import type { Value } from '../../manifest/render.ts';
import { placeholder } from '../../manifest/render.ts';
import { nameField } from '../../references/nameFields.ts';
import type { FieldSchema, Schema } from '../../schema/schema.ts';
import { neededFields, skeleton } from '../../schema/skeleton.ts';
import { usualQuantities, usualValues } from './usualValues.ts';

export const APP = 'my-app';

const app = { app: placeholder(APP) };

/** With resources, or the first thing that is said of it is that it lacks them. */
const CONTAINER: Value = {
  name: placeholder(APP),
  image: placeholder('registry.example.com/my-app:1.0.0'),
  resources: {
    requests: { cpu: placeholder('100m'), memory: placeholder('128Mi') },
    limits: { memory: placeholder('128Mi') },
  },
};

/**
 * What is usually written in an object of a type, where the schema alone requires nothing or less than what works. By the
 * type's name in https://kubernetes.io/docs/reference/kubernetes-api/.
 */
const USUAL: Readonly<Record<string, Value>> = {
  ConfigMapEnvSource: { name: placeholder('my-config') },
  ConfigMapVolumeSource: { name: placeholder('my-config') },
  Container: CONTAINER,
  EnvVar: { name: placeholder('NAME'), value: placeholder('value') },
  EnvFromSource: { configMapRef: { name: placeholder('my-config') } },
  HTTPGetAction: { path: placeholder('/'), port: placeholder('http') },
  IngressBackend: { service: { name: placeholder(APP), port: { number: placeholder(80) } } },
  IngressRule: {
    host: placeholder('www.example.com'),
    http: {
      paths: [
        {
          path: '/',
          pathType: 'Prefix',
          backend: { service: { name: placeholder(APP), port: { number: placeholder(80) } } },
        },
      ],
    },
  },
  IngressTLS: { hosts: [placeholder('www.example.com')], secretName: placeholder('my-tls') },
  JobTemplateSpec: {
    spec: { template: { spec: { restartPolicy: 'Never', containers: [CONTAINER] } } },
  },
  LabelSelector: { matchLabels: app },
  LocalObjectReference: { name: placeholder('name') },
  NodeSelectorTerm: {
    matchExpressions: [
      { key: placeholder('kubernetes.io/arch'), operator: 'In', values: [placeholder('amd64')] },
    ],
  },
  ObjectMeta: { name: placeholder(APP) },
  PersistentVolumeClaimSpec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: placeholder('10Gi') } },
  },
  PodSpec: { containers: [CONTAINER] },
  PodTemplateSpec: { metadata: { labels: app }, spec: { containers: [CONTAINER] } },
  PolicyRule: { apiGroups: [''], resources: [placeholder('pods')], verbs: [placeholder('get')] },
  Probe: { httpGet: { path: placeholder('/healthz'), port: placeholder('http') } },
  ResourceRequirements: {
    requests: { cpu: placeholder('100m'), memory: placeholder('128Mi') },
    limits: { memory: placeholder('128Mi') },
  },
  VolumeResourceRequirements: { requests: { storage: placeholder('10Gi') } },
  SecretEnvSource: { name: placeholder('my-secret') },
  SecretReference: { name: placeholder('name'), namespace: placeholder('default') },
  SecretVolumeSource: { secretName: placeholder('my-secret') },
  ServicePort: { port: placeholder(80), targetPort: placeholder('http') },
  TypedLocalObjectReference: { kind: placeholder('Kind'), name: placeholder('name') },
  Volume: { name: placeholder('data'), emptyDir: {} },
  WebhookClientConfig: {
    service: { namespace: placeholder('default'), name: placeholder(APP), path: placeholder('/validate') },
  },
};

/** What to write for a field of a type; `undefined` for a scalar of which nothing is known. */
export function fieldValue(field: FieldSchema, owner: string | undefined): Value | undefined {
  const { schema, default: fallback } = field;
  if (owner === 'PodTemplateSpec' && field.name === 'metadata') return { labels: app };
  const usual = field.required && schema.type === 'string' ? usualValues(owner, field.name) : [];
  if (usual[0] !== undefined) return placeholder(usual[0], usual.length > 1 ? { choices: usual } : {});
  if (!field.required && nameField(owner ?? '', field.name, '')) return undefined; // names are offered
  if (schema.type === 'boolean') {
    const first = fallback !== true;
    return placeholder(first, { choices: [!first] });
  }
  if (schema.enum) return enumValue(schema, fallback);
  if (typeof fallback === 'string' || typeof fallback === 'number') return placeholder(fallback);
  if (isScalar(schema)) return field.required ? skeleton(schema, field.name) : undefined;
  return valueFor(schema, field.name);
}

/** What to write for an item of a list. */
export function itemValue(schema: Schema, name: string): Value | undefined {
  if (schema.enum) return enumValue(schema, undefined);
  return isScalar(schema) ? undefined : valueFor(schema, name);
}

function enumValue(schema: Schema, fallback: unknown): Value | undefined {
  const values = (schema.enum ?? []).flatMap((one) => (one === null || one === '' ? [] : [one]));
  const first = values.find((one) => one === fallback) ?? values[0];
  return first === undefined ? undefined : placeholder(first, { choices: values });
}

export function isScalar({ type }: Schema): boolean {
  return type !== 'object' && type !== 'list' && type !== 'any';
}

/** Lists of what has usual contents have one such item; maps have one entry. */
export function valueFor(schema: Schema, name: string, depth = 0): Value {
  const usual = usualValue(schema);
  if (usual !== undefined) return usual;
  if (schema.type === 'list' && schema.items && depth < DEEPEST) {
    return isScalar(schema.items) ? skeleton(schema, name) : [valueFor(schema.items, name, depth + 1)];
  }
  if (schema.type === 'object' && schema.fields && depth < DEEPEST) {
    return Object.fromEntries(
      neededFields(schema).map((field) => {
        const value = isScalar(field.schema)
          ? (fieldValue(field, schema.name) ?? skeleton(field.schema, field.name))
          : valueFor(field.schema, field.name, depth + 1);
        return [field.name, value ?? placeholder(field.name)];
      }),
    );
  }
  const quantities = schema.values?.type === 'quantity' ? usualQuantities(undefined, name) : {};
  const [first] = Object.entries(quantities);
  if (first) return Object.fromEntries([first]);
  if (schema.type === 'object' && schema.values && isScalar(schema.values)) {
    const key = placeholderKey(name);
    return { [key]: key === 'app' ? placeholder(APP) : skeleton(schema.values, 'value') };
  }
  return {};
}

/** Only as far as the type, in the version at hand, has the fields. */
function usualValue({ name, fields }: Schema): Value | undefined {
  const usual = name === undefined ? undefined : USUAL[name];
  return usual && fields && Object.keys(usual).every((key) => fields.has(key)) ? usual : undefined;
}

const DEEPEST = 6;

function placeholderKey(name: string): string {
  return /labels$|selector$/i.test(name) ? 'app' : 'key';
}
