import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'yaml';
import { expect } from 'vitest';
import { isFixed, FIXED_FIELDS } from '../../client/src/cluster/verdict/fixedFields.ts';
import { fixedDifferences } from '../../client/src/cluster/verdict/immutable.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { create } from '../harness/cluster/objects.ts';
import { test } from './judgeTest.ts';
import { FIXED_OBJECTS } from './fixedObjects.ts';
import type { Sample } from './objects.ts';
import { validObjects } from './objects.ts';

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Refused for another reason, or accepted in some forms only, so that the table keeps silent. */
const EXCEPTIONS: readonly (readonly [kind: string, path: RegExp, reason: string])[] = [
  [
    'Pod',
    /^spec\.(?:tolerations|schedulingGates|affinity|nodeSelector)/,
    'may be added to, or changed while the Pod waits',
  ],
  [
    'Pod',
    /^spec\.(?:activeDeadlineSeconds|terminationGracePeriodSeconds)/,
    'may only be made smaller, or 1 where it was negative',
  ],
  ['PersistentVolumeClaim', /^spec\.resources/, 'may only grow, once the claim is bound'],
  ['Job', /^spec\.completions/, 'may change together with `parallelism` where the Job is indexed'],
  ['Service', /^spec\.ipFamilies/, 'a second one may be added'],
];

test('the table of fixed fields says what the API server says', async ({ server, judge }) => {
  const samples = validObjects((apiVersion, kind) => judge.serves(apiVersion, kind)).filter(
    ({ apiVersion, kind }) =>
      !/\d(?:alpha|beta)/.test(apiVersion) &&
      FIXED_FIELDS.some((one) => one.kind === kind && one.group === groupOf(apiVersion)),
  );
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });
  const differing: string[] = [];
  const refused = new Set<string>();
  let tried = 0;
  for (const sample of [...samples, ...FIXED_OBJECTS]) {
    const address = await addressOf(server, sample);
    const made = await server.send('POST', address.folder, { type: 'application/yaml', text: sample.text });
    if (made.status !== 201) throw new Error(`${sample.name}: ${made.body}`);
    const path = `${address.folder}/${address.name}`;
    const live = await settled(server, path, sample.kind);
    for (const place of placesIn(live)) {
      const copy = changedAt(live, place);
      if (!copy) continue;
      const text = JSON.stringify(copy);
      const { status, body } = await server.send('PUT', `${path}?dryRun=All`, {
        type: 'application/json',
        text,
      });
      const named = pathOf(place);
      const says = isFixed(sample.apiVersion, sample.kind, named, live['immutable'] === true);
      const isRefused = status === 422 && REFUSED.test(body);
      if (status >= 300 && !isRefused) continue; // wrong for another reason, which is asked first
      tried++;
      if (isRefused) refused.add(`${sample.kind} ${named}`);
      const isException = EXCEPTIONS.some(([kind, at]) => kind === sample.kind && at.test(named));
      if (says !== isRefused && !isException)
        differing.push(`${sample.kind} ${named}: ${isRefused ? 'refused' : 'accepted'}`);
      if (says && isRefused) {
        const found = fixedDifferences(copy, live).map((one) => one.path);
        if (!found.some((one) => named.startsWith(one) || one.startsWith(named)))
          differing.push(`${sample.kind} ${named}: not found, but ${found.join(', ')}`);
      }
    }
  }
  console.log(
    `${tried} changes of ${samples.length} objects, ${refused.size} fields refused; ${differing.length} differ`,
  );
  expect(differing).toEqual([]);
  const unproven = FIXED_FIELDS.flatMap(({ kind, fields, whenImmutable = [] }) =>
    [...fields, ...whenImmutable]
      .map((field) => `${kind} ${field}`)
      .filter(
        (field) =>
          ![...refused].some(
            (one) => one === field || (/^[.[]/.test(one.slice(field.length)) && one.startsWith(field)),
          ),
      ),
  );
  expect(unproven.filter((one) => !UNPROVEN.test(one))).toEqual([]);
  expect(refused.size).toBeGreaterThan(100);
});

/** Written only, for the server keeps it as `data`; and what has to be as `clusterIP` is. */
const UNPROVEN = /^(?:Secret stringData|Service spec\.clusterIPs)$/;

const REFUSED =
  /immutable|may not (?:be )?chang|updates to |updates may not|cannot change roleRef|cannot be changed/;

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

interface Address {
  readonly folder: string;
  readonly name: string;
}

async function addressOf(server: ApiServer, { apiVersion, kind, namespace, text }: Sample): Promise<Address> {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const { resources } = JSON.parse((await server.send('GET', root)).body) as {
    readonly resources: readonly {
      readonly name: string;
      readonly kind: string;
      readonly namespaced: boolean;
    }[];
  };
  const type = resources.find((one) => one.kind === kind && !one.name.includes('/'));
  if (!type) throw new Error(`no ${kind}`);
  const { metadata } = parse(text) as { readonly metadata: { readonly name: string } };
  const within = type.namespaced ? `/namespaces/${namespace}` : '';
  return { folder: `${root}${within}/${type.name}`, name: metadata.name };
}

/** The object as it is once its controller in the API server has looked at it. */
async function settled(server: ApiServer, path: string, kind: string): Promise<Json> {
  for (;;) {
    const { body } = await server.send('GET', path);
    if (kind !== 'CustomResourceDefinition' || /"type":"Established","status":"True"/.test(body))
      return JSON.parse(body) as Json;
    await pause(50);
  }
}

/** Every value that can be changed alone. */
function placesIn(object: Json): Path[] {
  const places: Path[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) places.push(path);
    else
      for (const [key, child] of Object.entries(value)) {
        if (path.length === 0 && /^(?:apiVersion|kind|metadata|status)$/.test(key)) continue;
        visit(child, [...path, Array.isArray(value) ? Number(key) : key]);
      }
  };
  visit(object, []);
  return places;
}

function changedAt(object: Json, path: Path): Json | undefined {
  const copy = structuredClone(object);
  let at: Record<string | number, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const value = at[last];
  if (typeof value === 'number') at[last] = value + 1;
  else if (typeof value === 'boolean') at[last] = !value;
  else if (typeof value === 'string') at[last] = otherText(value);
  else return undefined;
  return copy;
}

function otherText(text: string): string {
  if (BASE64[text] !== undefined) return BASE64[text];
  if (/^10\.0\.\d+\.\d+$/.test(text)) return text.replace(/\d+$/, (number) => String(Number(number) + 1));
  if (/^\d+[A-Za-z]*$/.test(text)) return text.replace(/^\d+/, (number) => String(Number(number) + 1));
  return OTHERS[text] ?? `${text}x`;
}

const BASE64: Readonly<Record<string, string>> = { 'YQ==': 'Yg==' };

/** Where a value is one of few. */
const OTHERS: Readonly<Record<string, string>> = {
  Delete: 'Retain',
  Retain: 'Delete',
  WaitForFirstConsumer: 'Immediate',
  Immediate: 'WaitForFirstConsumer',
  OrderedReady: 'Parallel',
  Indexed: 'NonIndexed',
  NonIndexed: 'Indexed',
  ReadWriteOnce: 'ReadWriteMany',
  Filesystem: 'Block',
  IPv4: 'IPv6',
  Namespaced: 'Cluster',
  Cluster: 'Namespaced',
  Never: 'OnFailure',
  IfNotPresent: 'Always',
  ClusterFirst: 'Default',
};

function pathOf(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}
