import { isDeepStrictEqual } from 'node:util';
import type { Json } from './comparable.ts';
import { asMap, withData, withoutServerFields } from './comparable.ts';
import type { FoundObject, FoundObjects } from './readObjects.ts';
import { targetOf } from './readObjects.ts';
import { count, Report } from './report.ts';

/** A namespace of a context, with what was found in it. */
export interface ReadNamespace {
  readonly context: string;
  readonly namespace: string;
  readonly found: FoundObjects;
}

/** What two namespaces have and have not in common. */
export function compareNamespaces(left: ReadNamespace, right: ReadNamespace): Report {
  const [a, b] = [left, right].map(({ found }) => new Map(found.objects.map((one) => [keyOf(one), one])));
  const onlyLeft = missingIn(b, a);
  const onlyRight = missingIn(a, b);
  const both = [...(a ?? [])].flatMap(([key, one]) => {
    const other = b?.get(key);
    return other ? [{ one, other, images: imageDrift(one.object, other.object) }] : [];
  });
  const drift = both.filter(({ images }) => images.length > 0);
  const changed = both.filter(
    ({ one, other }) => !isDeepStrictEqual(essence(one.object), essence(other.object)),
  );
  const same = both.length - changed.length;
  const report = new Report().line(`# ${nameOf(left)} and ${nameOf(right)}`).line('');
  report.line(
    `${count(same, 'object')} the same, ${changed.length} different, ${drift.length} with other images,`,
  );
  report.line(`${onlyLeft.length} only in ${nameOf(left)}, ${onlyRight.length} only in ${nameOf(right)}.`);
  for (const side of [left, right])
    for (const failure of side.found.failures)
      report.line('').line(`Not read in ${nameOf(side)}: ${failure}`);
  section(report, 'Other images', drift.length);
  for (const { one, other, images } of drift) {
    report.line('- ', link(one, left, title(one)), ' and ', link(other, right, 'the other'));
    for (const image of images) report.line(`  - ${image}`);
  }
  section(report, 'Different', changed.length);
  for (const { one, other } of changed) {
    const fields = differingFields(essence(one.object), essence(other.object), '').slice(0, MOST);
    report.line(
      '- ',
      link(one, left, title(one)),
      ' and ',
      link(other, right, 'the other'),
      `: ${fields.join(', ')}`,
    );
  }
  for (const [side, only] of [
    [left, onlyLeft],
    [right, onlyRight],
  ] as const) {
    section(report, `Only in ${nameOf(side)}`, only.length);
    for (const one of only) report.line('- ', link(one, side, title(one)));
  }
  return report;
}

/** So many differing fields of an object are named. */
const MOST = 8;

function section(report: Report, heading: string, size: number): void {
  if (size > 0) report.line('').line(`## ${heading}`).line('');
}

function link(found: FoundObject, { context }: ReadNamespace, text: string) {
  return { text, target: { ...targetOf(found), context } };
}

function title({ type, name }: FoundObject): string {
  return `${type.kind} ${name}`;
}

function nameOf({ context, namespace }: ReadNamespace): string {
  return `${context}/${namespace}`;
}

function keyOf({ type, name }: FoundObject): string {
  return `${type.group}/${type.kind}/${name}`;
}

function missingIn(
  there: ReadonlyMap<string, FoundObject> | undefined,
  here: ReadonlyMap<string, FoundObject> | undefined,
): FoundObject[] {
  return [...(here ?? [])].flatMap(([key, one]) => (there?.has(key) ? [] : [one]));
}

/** What somebody wrote of an object, without what a cluster chooses for itself. */
function essence(object: Json): Json {
  const copy = withData(withoutServerFields(object));
  const metadata = asMap(copy['metadata']);
  for (const field of ['namespace', 'ownerReferences', 'finalizers']) delete metadata?.[field];
  const spec = asMap(copy['spec']);
  for (const field of CHOSEN[String(copy['kind'])] ?? []) delete spec?.[field];
  if (copy['kind'] === 'Service')
    for (const port of (spec?.['ports'] as Json[] | undefined) ?? []) delete port['nodePort'];
  return copy;
}

const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  Service: ['clusterIP', 'clusterIPs', 'healthCheckNodePort'],
  PersistentVolumeClaim: ['volumeName'],
  Pod: ['nodeName'],
};

function imageDrift(one: Json, other: Json): string[] {
  const [before, after] = [imagesOf(one), imagesOf(other)];
  return [...before].flatMap(([container, image]) => {
    const now = after.get(container);
    return now === undefined || now === image ? [] : [`${container}: ${image} and ${now}`];
  });
}

/** The images of a workload or Pod, by the names of the containers. */
export function imagesOf(object: Json): ReadonlyMap<string, string> {
  const spec = asMap(object['spec']);
  const job = asMap(asMap(spec?.['jobTemplate'])?.['spec']);
  const pods = [spec, ...[spec, job, object].map((one) => asMap(asMap(one?.['template'])?.['spec']))];
  const containers = pods.flatMap((pod) =>
    ['initContainers', 'containers'].flatMap((list) => itemsOf(pod?.[list])),
  );
  return new Map(containers.map((one) => [String(one['name']), String(one['image'])]));
}

function itemsOf(list: unknown): readonly Json[] {
  return Array.isArray(list) ? (list as unknown[]).map(asMap).filter((one) => one !== undefined) : [];
}

/** The fields that differ, as deep as both sides are maps; of no value is anything said. */
function differingFields(one: unknown, other: unknown, path: string): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  const [a, b] = [asMap(one), asMap(other)];
  if (!a || !b) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
    differingFields(a[key], b[key], path === '' ? key : `${path}.${key}`),
  );
}
