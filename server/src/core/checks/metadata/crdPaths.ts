import type { Field } from '../../manifest/field.ts';
import { describe } from '../../schema/describe.ts';
import { readOpenApi } from '../../schema/openApi.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Report } from './crdReport.ts';

/** Fields that every object has, whatever the schema says of them. */
const OWN = new Set(['apiVersion', 'kind', 'metadata']);

/** Printer columns, selectable fields and the scale subresource name fields by path: they should be there. */
export function checkCrdPaths(version: Field, report: Report): void {
  const schema = readOpenApi(version.at('schema', 'openAPIV3Schema').toJSON(), () => undefined);
  const columns = version.at('additionalPrinterColumns').items();
  const selectable = version.at('selectableFields').items();
  const scale = version.at('subresources', 'scale');
  const starting: [Field, RegExp, string][] = [
    [scale.at('specReplicasPath'), /^\.spec\../, '`.spec.`'],
    [scale.at('statusReplicasPath'), /^\.status\../, '`.status.`'],
    [scale.at('labelSelectorPath'), /^\.(?:status|spec)\../, '`.status.` or `.spec.`'],
    ...columns.map((column): [Field, RegExp, string] => [column.at('jsonPath'), /^\./, 'a `.`']),
  ];
  for (const [field, pattern, start] of starting) {
    if (!field.string) continue;
    if (pattern.test(field.string)) checkSteps(field, schema, report, 'warning');
    else report(field, `this path has to start with ${start}`);
  }
  for (const field of selectable) checkSteps(field.at('jsonPath'), schema, report, 'error');
}

/** A column or a replica count that is not found stays empty, but what is selected by has to be a field. */
function checkSteps(field: Field, schema: Schema, report: Report, severity: 'warning' | 'error'): void {
  const missing = field.string === undefined ? undefined : missingStep(field.string, schema);
  if (missing === undefined) return;
  report(field, `the schema has no field "${missing}", so this path finds nothing`, { severity });
}

/** The first step of a path that leads nowhere. */
function missingStep(path: string, schema: Schema): string | undefined {
  const steps = readPath(path);
  const [first] = steps ?? [];
  if (!steps || first === undefined || OWN.has(String(first))) return undefined;
  let at = schema;
  for (const step of steps) {
    if (at.type === 'any' || at.open) return undefined;
    const next = describe(at, [step])?.schema;
    if (!next) return String(step);
    at = next;
  }
  return undefined;
}

const STEP = /^(?:\.([A-Za-z_][\w-]*)|\['([^']+)'\]|\[(\d+|\*)\]|\[\?\([^)]*\)\])/;

/** Reads `.spec.ports[0].name`; `undefined` for what is more than steps, such as filters over several levels. */
function readPath(path: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  let rest = path.replace(/^\{(.*)\}$/, '$1');
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (!match) return undefined;
    steps.push(match[1] ?? match[2] ?? 0);
    rest = rest.slice(match[0].length);
  }
  return steps;
}
