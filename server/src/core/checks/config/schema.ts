import { CLUSTER, LATEST_MINOR, OLDEST_MINOR, formatVersion } from '../../kinds/versions.ts';
import type { AnyCheck, OptionSpec } from '../check.ts';
import type { Condition } from '../config.ts';
import { LEVELS, WAIVER_RULES } from '../config.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import { customCheckSchema } from '../custom/schema.ts';
import { PRESETS } from './presets.ts';

/** The part of JSON schema (https://json-schema.org/draft-07) that describes the config file. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | boolean)[];
  readonly const?: unknown;
  readonly oneOf?: readonly JsonSchema[];
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minProperties?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

const schemas = new WeakMap<readonly AnyCheck[], JsonSchema>();

/** What may stand in a config file, from what the checks say of themselves. Serves completion, hover and other editors. */
export function configSchema(checks: readonly AnyCheck[]): JsonSchema {
  let schema = schemas.get(checks);
  if (!schema) schemas.set(checks, (schema = build(checks)));
  return schema;
}

function build(checks: readonly AnyCheck[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of Kube Guardrails',
    type: 'object',
    additionalProperties: false,
    properties: {
      kubernetesVersion: {
        ...ref('version'),
        description:
          'The Kubernetes version that the manifests are written for; `cluster`: that of the cluster which is chosen for the workspace in the editor, with its custom resources.',
      },
      extends: {
        description:
          'The presets to start from; they add up. An empty list leaves only what `checks` turns on.',
        anyOf: [{ type: 'array', items: ref('preset') }, ref('preset')],
      },
      checks: { ...ref('checks'), description: 'Severities and options of single checks.' },
      overrides: {
        description: 'Settings for a part of the objects. Where several hold, later ones win.',
        type: 'array',
        items: override(),
      },
      waivers: {
        ...ref('waivers'),
        description:
          'Whether manifests may waive what is found in them. A check can say otherwise for itself.',
      },
      ignore: { ...ref('globs'), description: 'Globs of files that are not checked.' },
      customChecks: {
        description: 'Checks of your own, by their ids: each asks one thing of one field.',
        type: 'object',
        additionalProperties: customCheckSchema(),
      },
    },
    definitions: {
      version: {
        anyOf: [{ enum: versions() }, { type: ['string', 'number'] }],
        default: formatVersion(LATEST_MINOR),
      },
      preset: {
        enum: [...PRESETS.keys()],
        enumDescriptions: Array.from(PRESETS.values(), ({ description }) => description),
      },
      globs: { anyOf: [{ type: 'array', items: { type: 'string' }, minItems: 1 }, { type: 'string' }] },
      waivers: {
        enum: WAIVER_RULES,
        enumDescriptions: [
          'With or without a reason.',
          'Only with a reason: `ID -- reason`.',
          'Not at all: a waiver silences nothing and is reported.',
        ],
      },
      level: { enum: [...LEVELS, false] },
      setting: setting({}),
      checks: {
        type: 'object',
        properties: Object.fromEntries(
          [...checks, ...ENGINE_FINDINGS]
            .toSorted((a, b) => a.id.localeCompare(b.id, 'en'))
            .map((check): [string, JsonSchema] => [check.id, checkSchema(check)]),
        ),
        additionalProperties: ref('setting'),
      },
    },
  };
}

const CONDITION_TEXTS: Readonly<Record<Condition, string>> = {
  files: 'Globs of files, from the folder of this file.',
  kinds: 'Kinds of objects.',
  namespaces: 'Namespaces that the manifests name.',
  names: 'Names of objects.',
  containers: 'Names of containers. What is found elsewhere in the object is not concerned.',
};

function override(): JsonSchema {
  const conditions = Object.entries(CONDITION_TEXTS).map(([name, description]): [string, JsonSchema] => [
    name,
    { ...ref('globs'), description },
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(conditions),
      checks: { ...ref('checks'), description: 'Severities and options that hold there.' },
      kubernetesVersion: {
        ...ref('version'),
        description: 'The Kubernetes version of these files. Only where `files` is the only condition.',
      },
    },
  };
}

function checkSchema({ title, options }: Pick<AnyCheck, 'id' | 'title' | 'options'>): JsonSchema {
  return options ? { ...setting(options), description: title } : { ...ref('setting'), description: title };
}

/** A severity, or a mapping with it and the options. */
function setting(options: Readonly<Record<string, OptionSpec>>): JsonSchema {
  const own = Object.entries(options).map(([name, spec]): [string, JsonSchema] => [name, optionSchema(spec)]);
  return {
    anyOf: [
      ref('level'),
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          severity: { ...ref('level'), description: 'How severe its findings are.' },
          waivers: { ...ref('waivers'), description: 'Whether manifests may waive its findings.' },
          ...Object.fromEntries(own),
        },
      },
    ],
  };
}

function optionSchema({ type, description, default: value }: OptionSpec): JsonSchema {
  const common = { description, default: value };
  return type === 'strings' ? { type: 'array', items: { type: 'string' }, ...common } : { type, ...common };
}

function versions(): string[] {
  const all = ['latest'];
  for (let minor = LATEST_MINOR; minor >= OLDEST_MINOR; minor--) all.push(formatVersion(minor));
  return [...all, CLUSTER];
}

function ref(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** The schemas of a place, alternatives side by side, `$ref` resolved; with the description that stands nearest. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let nodes = alternatives(root, root);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const next = typeof key === 'number' ? node.items : below(node, key);
      return next ? alternatives(next, root) : [];
    });
  }
  return nodes;
}

function below({ properties, additionalProperties }: JsonSchema, key: string): JsonSchema | undefined {
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function alternatives(schema: JsonSchema, root: JsonSchema): JsonSchema[] {
  const name = schema.$ref?.slice('#/definitions/'.length);
  const target = name === undefined ? undefined : root.definitions?.[name];
  const { $ref: _, ...own } = schema;
  const merged = target ? { ...target, ...own } : schema;
  if (!merged.anyOf) return [merged];
  const { anyOf, ...shared } = merged;
  return anyOf.flatMap((one) => alternatives({ ...one, ...shared }, root));
}
