import { describe } from '../../schema/describe.ts';
import type { FieldSchema, Schema } from '../../schema/schema.ts';
import type { Workspace } from '../../workspace.ts';
import { isKustomization } from '../../workspace/kustomize.ts';
import { folderOf, nameOf } from '../../workspace/uris.ts';
import type { Place } from '../place/place.ts';
import { belowSuggestions } from './below.ts';
import type { FeatureContext } from './context.ts';
import { layoutOf } from './context.ts';
import { fieldSuggestions } from './fields.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';
import { valueSuggestion, valueSuggestions } from './values.ts';

/** What can stand in a kustomization: its fields, and the paths of manifests and folders around it. */
export function kustomizationSuggestions(text: string, place: Place, context: FeatureContext): Suggestion[] {
  const described = describe(KUSTOMIZATION, place.path);
  if (!described) return [];
  const keys = (at: Place): Suggestion[] =>
    fieldSuggestions(text, at, described, layoutOf(text)).map((one, rank) => {
      const isList = described.schema.fields?.get(one.label)?.schema === PATHS;
      return { ...(isList ? withoutInvented(one) : one), rank };
    });
  const isPath = described.schema.name === PATH.name;
  const paths = isPath && (place.role === 'value' || place.isItem) ? pathSuggestions(place, context) : [];
  if (place.role === 'key') return [...paths, ...keys(place)];
  const below = belowSuggestions(text, place, described, layoutOf(text), keys);
  return [...below, ...paths, ...valueSuggestions(place, described)];
}

/** Room for a path, which is offered, in the place of an invented one. */
function withoutInvented(suggestion: Suggestion): Suggestion {
  const { start, end, snippet } = suggestion.edit;
  return {
    ...suggestion,
    edit: snippetEdit(
      { start, end },
      snippet.replace(/\$\{1:[^}]*\}/, () => '$0'),
    ),
  };
}

function pathSuggestions(place: Place, { workspace, uri }: FeatureContext): Suggestion[] {
  const listed = new Set(place.path[0] === 'resources' ? present(workspace, uri) : []);
  return reachable(workspace, uri)
    .filter((path) => !listed.has(path))
    .slice(0, MOST)
    .map((path, rank) => ({ ...valueSuggestion(place, path), rank }));
}

/** Nobody reads a longer list; with more letters it gets shorter. */
const MOST = 200;

/** What the kustomization includes already. */
function present(workspace: Workspace, uri: string): string[] {
  const root = workspace.file(uri)?.documents[0]?.document.root;
  return (root?.at('resources').items() ?? []).flatMap((item) => item.string ?? []);
}

/** Manifests in the folder and below it, then other folders with a kustomization of their own. */
function reachable(workspace: Workspace, uri: string): string[] {
  const folder = folderOf(uri);
  const files: string[] = [];
  const folders: string[] = [];
  for (const other of workspace.uris()) {
    if (other === uri || !/\.(?:ya?ml|json)$/.test(other)) continue;
    if (isKustomization(other)) folders.push(relative(folder, folderOf(other)));
    else if (other.startsWith(`${folder}/`) && !nameOf(other).startsWith('.'))
      files.push(relative(folder, other));
  }
  return [...files.toSorted(), ...folders.toSorted()];
}

function relative(folder: string, address: string): string {
  const from = folder.split('/');
  const to = address.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared++;
  const steps = [
    ...from.slice(shared).map(() => '..'),
    ...to.slice(shared).map((part) => decodeURIComponent(part)),
  ];
  return steps.join('/');
}

const TEXT: Schema = { type: 'string' };
const FLAG: Schema = { type: 'boolean' };
const PATH: Schema = { type: 'string', name: 'Path' };
const TEXTS: Schema = { type: 'object', values: TEXT };
const PATHS: Schema = { type: 'list', items: PATH };

function object(
  name: string,
  fields: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema {
  const all = new Map<string, FieldSchema>(
    Object.entries(fields).map(([field, schema]) => [
      field,
      { name: field, schema, required: required.includes(field), description: undefined },
    ]),
  );
  return { type: 'object', name, fields: all, required: [...all.values()].filter((field) => field.required) };
}

function list(items: Schema): Schema {
  return { type: 'list', items };
}

const TARGET = object('Target', {
  group: TEXT,
  version: TEXT,
  kind: TEXT,
  name: TEXT,
  namespace: TEXT,
  labelSelector: TEXT,
  annotationSelector: TEXT,
});

const GENERATOR = {
  name: TEXT,
  namespace: TEXT,
  behavior: { type: 'string', enum: ['create', 'replace', 'merge'] } as const,
  files: PATHS,
  literals: list(TEXT),
  envs: PATHS,
};

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const KUSTOMIZATION = object('Kustomization', {
  apiVersion: {
    type: 'string',
    enum: ['kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1alpha1'],
  },
  kind: { type: 'string', enum: ['Kustomization', 'Component'] },
  namespace: TEXT,
  resources: PATHS,
  components: PATHS,
  patches: list(object('Patch', { path: PATH, patch: TEXT, target: TARGET })),
  images: list(object('Image', { name: TEXT, newName: TEXT, newTag: TEXT, digest: TEXT }, ['name'])),
  replicas: list(object('Replica', { name: TEXT, count: { type: 'integer' } }, ['name', 'count'])),
  labels: list(
    object('Label', {
      pairs: TEXTS,
      includeSelectors: FLAG,
      includeTemplates: FLAG,
      fields: list({ type: 'any' }),
    }),
  ),
  commonAnnotations: TEXTS,
  namePrefix: TEXT,
  nameSuffix: TEXT,
  configMapGenerator: list(object('ConfigMapArgs', GENERATOR, ['name'])),
  secretGenerator: list(object('SecretArgs', { ...GENERATOR, type: TEXT }, ['name'])),
  generatorOptions: object('GeneratorOptions', {
    disableNameSuffixHash: FLAG,
    immutable: FLAG,
    labels: TEXTS,
    annotations: TEXTS,
  }),
  replacements: list(object('Replacement', { path: PATH, source: TARGET, targets: list({ type: 'any' }) })),
  helmCharts: list({ type: 'any' }),
  crds: PATHS,
  configurations: PATHS,
  transformers: PATHS,
  generators: PATHS,
  validators: PATHS,
});
