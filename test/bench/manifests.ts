import type { App } from './app.ts';
import { indent, makeApp } from './app.ts';
import {
  autoscaler,
  configMap,
  disruptionBudget,
  headlessService,
  ingress,
  networkPolicy,
  role,
  roleBinding,
  secret,
  service,
  serviceAccount,
} from './surroundings.ts';
import { cronJob, deployment, statefulSet } from './workloads.ts';

/** Manifests as people write them, the same in every run. */

/** The files of one application: names and the objects in each. */
const FILES: readonly (readonly [name: string, objects: readonly ((app: App) => string)[]])[] = [
  ['deployment', [deployment, disruptionBudget]],
  ['service', [service, ingress]],
  ['config', [configMap, secret]],
  ['access', [serviceAccount, role, roleBinding]],
  ['network', [networkPolicy, autoscaler]],
  ['store', [statefulSet, headlessService]],
  ['jobs', [cronJob]],
];
/** What a file with everything in it holds of each application. */
const MIX = [
  deployment,
  service,
  serviceAccount,
  configMap,
  disruptionBudget,
  ingress,
  statefulSet,
  autoscaler,
  networkPolicy,
  role,
  cronJob,
];

/** A file of many documents, at least so many lines long. */
export function documents(lines: number): string {
  return collect(lines, (object, serial) => `${serial === 0 ? '' : '---\n'}${object}`);
}

/** The same objects as items of one `kind: List`, which is a single document. */
export function list(lines: number): string {
  const items = collect(lines, (object) => indent(4, object).replace('    ', '  - '));
  return `apiVersion: v1\nkind: List\nitems:\n${items}`;
}

function collect(lines: number, place: (object: string, serial: number) => string): string {
  let text = '';
  for (let serial = 0, count = 0; count < lines; serial++) {
    const index = serial % MIX.length;
    const make = MIX[index] ?? deployment;
    const part = place(make(makeApp(Math.floor(serial / MIX.length), index)), serial);
    text += part;
    count += part.split('\n').length - 1;
  }
  return text;
}

/** A workspace of so many files: path to text, seven files per application. */
export function* workspace(files: number): Generator<readonly [path: string, text: string]> {
  for (let serial = 0; serial < files; serial++) {
    const index = serial % FILES.length;
    const app = makeApp(Math.floor(serial / FILES.length), index);
    const [name, objects] = FILES[index] ?? ['deployment', [deployment]];
    yield [`${app.team}/${app.name}/${name}.yaml`, objects.map((make) => make(app)).join('---\n')];
  }
}
