import { renderBlock } from '../../manifest/render.ts';
import { byStability } from '../../schema/builtIn.ts';
import type { SchemaPlace } from '../../schema/provider.ts';
import { RETIRED_APIS } from '../../schema/facts/apis.ts';
import { lineStart } from '../../text.ts';
import { objectSchema } from '../place/object.ts';
import type { PlacedObject } from '../place/object.ts';
import type { Place } from '../place/place.ts';
import type { FeatureContext, Layout } from './context.ts';
import { APP, valueFor } from './skeletons.ts';
import type { Suggestion } from './suggestion.ts';
import { linkStops, snippetEdit } from './suggestion.ts';
import { TEMPLATES } from './templates.ts';
import { valueSuggestion } from './values.ts';

type Kind = readonly [apiVersion: string, kind: string];

/** All kinds that can be written: Kubernetes' own, those of workspace and cluster, bundled ones whose group begins with a text. */
function* knownKinds({ schemas, version, isCluster }: FeatureContext, start: string): Iterable<Kind> {
  for (const { apiVersion, kind } of schemas.builtIn(version)?.kinds() ?? []) yield [apiVersion, kind];
  for (const { group, kind, versions } of schemas.customKinds()) {
    for (const { name } of versions) yield [`${group}/${name}`, kind];
  }
  if (isCluster) yield* schemas.cluster?.kinds() ?? [];
  if (start.length > 1) yield* schemas.bundledKinds(start);
}

/** Values of `apiVersion` and `kind` that go with what is written in the other. */
export function gvkSuggestions(
  text: string,
  place: Place,
  object: PlacedObject,
  context: FeatureContext,
): Suggestion[] {
  const isKind = place.path.at(-1) === 'kind';
  const other = isKind ? object.apiVersion : object.kind;
  const kinds = [
    ...knownKinds(context, isKind ? object.apiVersion.replace(/\/.*/, '') : place.typed.replace(/\/.*/, '')),
  ];
  const fitting = other === '' ? [] : kinds.filter((one) => one[isKind ? 0 : 1] === other);
  const chosen = fitting.length > 0 ? fitting : kinds;
  return isKind ? kindValues(text, place, object, chosen, context) : apiVersionValues(place, chosen);
}

function apiVersionValues(place: Place, kinds: readonly Kind[]): Suggestion[] {
  const versions = [...new Set(kinds.map(([apiVersion]) => apiVersion))].toSorted(byStability);
  return versions.map((version, index) => {
    const usual = USUAL_VERSIONS.indexOf(version);
    return { ...valueSuggestion(place, version), rank: usual < 0 ? USUAL_VERSIONS.length + index : usual };
  });
}

/** Those of the kinds that are written most. */
const USUAL_VERSIONS = [...new Set(Object.keys(TEMPLATES).map((key) => key.slice(0, key.lastIndexOf('/'))))];

/** A kind brings its apiVersion along where none is written. */
function kindValues(
  text: string,
  place: Place,
  object: PlacedObject,
  kinds: readonly Kind[],
  context: FeatureContext,
): Suggestion[] {
  const best = new Map<string, string>();
  for (const [apiVersion, kind] of kinds.toSorted(([a], [b]) => byStability(a, b))) {
    if (!best.has(kind)) best.set(kind, apiVersion);
  }
  const isLonely =
    place.style === 'block' && !place.entries(object.depth).has('apiVersion') && object.depth === 0;
  const at = lineStart(text, place.word.start);
  return [...best].map(([kind, apiVersion]) => ({
    ...valueSuggestion(place, kind),
    detail: apiVersion,
    ...retired(apiVersion, kind, context.version),
    documentation: () => schemaText(kind, apiVersion, context),
    ...(isLonely ? { also: [{ start: at, end: at, text: `apiVersion: ${apiVersion}\n` }] } : {}),
  }));
}

function retired(apiVersion: string, kind: string, version: number): { isDeprecated?: true; rank: number } {
  const known = RETIRED_APIS.get(`${apiVersion}/${kind}`);
  return known && known.deprecatedIn <= version
    ? { isDeprecated: true, rank: 5 }
    : { rank: TEMPLATES[`${apiVersion}/${kind}`] ? 1 : 2 };
}

function schemaText(kind: string, apiVersion: string, context: FeatureContext): string | undefined {
  return objectSchema({ apiVersion, kind, depth: 0 }, context.schemas, schemaPlace(context))?.description;
}

export function schemaPlace({ version, isCluster, uri }: FeatureContext): SchemaPlace {
  return { version, isCluster, uri };
}

/** Whole objects, for a document in which nothing stands yet. */
export function wholeObjects(place: Place, context: FeatureContext, layout: Layout): Suggestion[] {
  const kinds = [...knownKinds(context, place.typed)].filter(
    ([apiVersion, kind]) =>
      retired(apiVersion, kind, context.version).isDeprecated !== true &&
      !/alpha|beta/.test(apiVersion.replace(/^.*\//, '')),
  );
  const latest = new Map<string, Kind>();
  for (const one of kinds.toSorted(([a], [b]) => byStability(a, b))) {
    const key = `${one[0].replace(/\/.*/, '/')}${one[1]}`;
    if (!latest.has(key) && !NOT_WRITTEN.has(one[1])) latest.set(key, one);
  }
  return [...latest.values()].map(([apiVersion, kind]) =>
    wholeObject(place, apiVersion, kind, context, layout),
  );
}

function wholeObject(
  place: Place,
  apiVersion: string,
  kind: string,
  context: FeatureContext,
  layout: Layout,
): Suggestion {
  const snippet = (): string => {
    const schema = objectSchema({ apiVersion, kind, depth: 0 }, context.schemas, schemaPlace(context));
    const required = schema && valueFor(schema, kind);
    const fields = TEMPLATES[`${apiVersion}/${kind}`] ?? {
      metadata: { name: { placeholder: APP } },
      ...(required && typeof required === 'object' ? (required as object) : {}),
      ...(schema?.fields?.get('spec') && !(required as { spec?: unknown }).spec
        ? { spec: valueFor(schema.fields.get('spec')?.schema ?? schema, 'spec') }
        : {}),
    };
    const block = renderBlock(
      { apiVersion, kind, ...fields },
      0,
      layout.step,
      layout.eol,
      layout.indentsLists,
    );
    return linkStops(block.snippet, APP) + layout.eol;
  };
  return {
    label: kind,
    kind: 'object',
    detail: apiVersion,
    get edit() {
      return snippetEdit(place.word, snippet());
    },
    rank: TEMPLATES[`${apiVersion}/${kind}`] ? 1 : 80,
    documentation: () => `A new object:\n\n\`\`\`yaml\n${snippetEdit(place.word, snippet()).text}\n\`\`\``,
  };
}

/** Kinds that programs write, not people. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([
  'Binding',
  'ComponentStatus',
  'ControllerRevision',
  'CSINode',
  'CSIStorageCapacity',
  'Endpoints',
  'EndpointSlice',
  'Event',
  'IPAddress',
  'Lease',
  'LocalSubjectAccessReview',
  'Node',
  'PodTemplate',
  'ReplicationController',
  'ResourceSlice',
  'SelfSubjectAccessReview',
  'SelfSubjectReview',
  'SelfSubjectRulesReview',
  'SubjectAccessReview',
  'TokenReview',
  'VolumeAttachment',
]);
