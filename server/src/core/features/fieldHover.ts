import { LATEST_MINOR, formatVersion } from '../kinds/versions.ts';
import { kindFacts } from '../kinds/kinds.ts';
import type { Described } from '../schema/describe.ts';
import { RETIRED_APIS } from '../schema/facts/apis.ts';
import type { FeatureContext } from './completion/context.ts';
import { inCluster } from './completion/names/inCluster.ts';
import { neighboursAt } from './completion/names/neighbours.ts';
import { describeField, plainText } from './describeField.ts';
import { escapeMarkdown } from './hover.ts';
import type { Hover } from './hover.ts';
import { durationInWords, goDuration } from './meaning/duration.ts';
import { quantityInWords } from './meaning/quantity.ts';
import type { PlacedObject } from './place/object.ts';
import { describePath, objectAt } from './place/object.ts';
import type { Place } from './place/place.ts';
import { unquote } from './place/place.ts';
import { placeAt } from './place/placeAt.ts';

export interface FieldHoverSources extends FeatureContext {
  /** A schedule in plain words; `undefined` for what is none. */
  readonly schedule: (schedule: string, timeZone: string | undefined) => string | undefined;
}

/** What the key or value at an offset of a document means; `undefined` outside of Kubernetes objects. */
export function fieldHover(text: string, offset: number, sources: FieldHoverSources): Hover | undefined {
  const place = placeAt(text, offset);
  if (!place || place.word.start === place.word.end) return undefined;
  const whole = objectAt(place, true);
  if (whole.apiVersion === '' || whole.kind === '') return undefined;
  const word = unquote(text.slice(place.word.start, place.word.end));
  const path = place.role === 'key' && place.hasColon ? [...place.path, word] : place.path;
  const described = describePath(path, whole, sources.schemas, sources);
  if (!described) return undefined;
  const parts = [
    place.role === 'value' || !place.hasColon
      ? meaning(word, { ...place, path }, described, sources)
      : undefined,
    isGvk(path, whole) ? kindText(whole, sources) : fieldText(described),
    nameInCluster(text, word, place, described, whole, sources),
    reference(described, path, whole, sources),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : { text: parts.join('\n\n'), span: place.word };
}

/** Whether the chosen cluster has what a value names. */
function nameInCluster(
  text: string,
  word: string,
  place: Place,
  described: Described,
  whole: PlacedObject,
  sources: FieldHoverSources,
): string | undefined {
  if (!sources.cluster || (place.role === 'key' && place.hasColon)) return undefined;
  const around = neighboursAt(text, place, whole, sources);
  const found = inCluster(place, described, around?.own.resource.namespace, sources.cluster);
  const one = found.find(({ value }) => value === word);
  // That something uses an image says nothing of its registry.
  const is = described.field?.name === 'image' ? 'used' : 'there';
  return one && `\`${word.replaceAll('`', '')}\` is ${is} ${escapeMarkdown(one.detail)}.`;
}

function isGvk(path: Place['path'], { depth }: PlacedObject): boolean {
  return path.length === depth + 1 && (path[depth] === 'kind' || path[depth] === 'apiVersion');
}

/** Entries of maps and items of lists have no text of their own. */
function fieldText(described: Described): string | undefined {
  return described.field ? describeField(described) : undefined;
}

function kindText({ apiVersion, kind, depth }: PlacedObject, sources: FieldHoverSources): string {
  const described = describePath([], { apiVersion, kind, depth }, sources.schemas, sources);
  const text = described?.schema.description;
  const retired = RETIRED_APIS.get(`${apiVersion}/${kind}`);
  const parts = [`**${escapeMarkdown(kind)}** \`${apiVersion.replaceAll('`', '')}\``];
  if (retired) {
    const { deprecatedIn, removedIn, replacement } = retired;
    const gone = removedIn === undefined ? '' : `, gone in ${formatVersion(removedIn)}`;
    const use = replacement
      ? `. Use \`${replacement.apiVersion}\`${replacement.kind ? ` ${replacement.kind}` : ''}`
      : '';
    parts.push(`Deprecated in Kubernetes ${formatVersion(deprecatedIn)}${gone}${use}.`);
  }
  if (text) parts.push(plainText(text));
  return parts.join('\n\n');
}

/** What a value means in plain units. */
function meaning(
  word: string,
  place: Place,
  { schema, field }: Described,
  { schedule }: FieldHoverSources,
): string | undefined {
  const name = place.path.findLast((key) => typeof key === 'string') ?? '';
  const shown = `\`${word.replaceAll('`', '')}\``;
  if (schema.type === 'quantity') {
    const words = quantityInWords(word, name);
    return words === undefined ? undefined : `${shown} is ${words}`;
  }
  if (schema.type === 'string' && name === 'schedule') {
    const words = schedule(word, place.entries(place.path.length - 1).get('timeZone'));
    return words === undefined ? undefined : `${shown}: ${words}`;
  }
  const seconds = secondsOf(word, name, schema.type);
  if (seconds !== undefined) return `${shown} is ${durationInWords(seconds)}`;
  const isMode = schema.type === 'integer' && field !== undefined && /^(?:defaultMode|mode)$/.test(name);
  return isMode ? fileMode(word) : undefined;
}

function secondsOf(word: string, name: string, type: string): number | undefined {
  if (type === 'integer' && /Seconds(?:AfterFinished)?$/.test(name) && /^\d{2,9}$/.test(word)) {
    return Number(word) >= 60 ? Number(word) : undefined;
  }
  return type === 'string' && DURATION_NAME.test(name) ? goDuration(word) : undefined;
}

const DURATION_NAME = /duration|interval|timeout|period|before|ttl|delay|age|retention|window/i;

/** `420` and `0644` are the same number; the second says what it means. */
function fileMode(word: string): string | undefined {
  if (!/^(?:0o?)?\d{1,4}$/.test(word)) return undefined;
  const mode = /^0o?[0-7]/.test(word) ? Number.parseInt(word.replace(/^0o?/, ''), 8) : Number(word);
  if (mode > 0o777) return undefined;
  const bits = [6, 3, 0].map((shift) =>
    'rwx'.replaceAll(/./g, (letter, at: number) => ((mode >> shift) & (4 >> at) ? letter : '-')),
  );
  return `\`${word}\` is \`0${mode.toString(8)}\` (\`${bits.join('')}\`)`;
}

const SITE = 'https://kubernetes.io/docs/reference/generated/kubernetes-api';
/** The site keeps the pages of the newest five minors. */
const KEPT = 4;

/** The link to the reference documentation of a built-in type: that of a pod's parts, else of the kind. */
function reference(
  { owner }: Described,
  path: Place['path'],
  { apiVersion, kind, depth }: PlacedObject,
  { schemas, version }: FieldHoverSources,
): string | undefined {
  if (schemas.builtIn(version)?.kind(apiVersion, kind) === undefined) return undefined;
  const page = `${SITE}/v${formatVersion(Math.max(version, LATEST_MINOR - KEPT))}/`;
  const [group = '', own = group] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  const podSpec = kindFacts(group === 'core' ? '' : group, kind)?.podSpec;
  const isInPod =
    podSpec?.every((step, index) => path[depth + index] === step) && path.length > depth + podSpec.length;
  const isCommon = owner?.name === 'ObjectMeta' || owner?.name === 'LabelSelector';
  const [type, where] =
    isInPod && owner?.name
      ? [owner.name, 'v1-core']
      : isCommon
        ? [owner.name ?? '', 'v1-meta']
        : [kind, `${own}-${group.replaceAll('.', '-')}`];
  return `[Reference of ${type}](${page}#${`${type}-${where}`.toLowerCase()})`;
}
