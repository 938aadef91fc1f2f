import type { Field } from '../../manifest/field.ts';
import { describe } from '../../schema/describe.ts';
import { readOpenApi } from '../../schema/openApi.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Report } from './crdSchema.ts';

/** Fields that every object has, whatever the schema says of them. */
const OWN = new Set(['apiVersion', 'kind', 'metadata']);

/** Printer columns, selectable fields and the scale subresource name fields by path: they should be there. */
export function checkCrdPaths(version: Field, report: Report): void {
  const schema = readOpenApi(version.at('schema', 'openAPIV3Schema').toJSON(), () => undefined);
  const fields = [
    ...version.at('additionalPrinterColumns').items(),
    ...version.at('selectableFields').items(),
  ].map((item) => item.at('jsonPath'));
  const scale = version.at('subresources', 'scale');
  const spec = scale.at('specReplicasPath');
  const status = [scale.at('statusReplicasPath'), scale.at('labelSelectorPath')];
  if (spec.string && !spec.string.startsWith('.spec.')) report(spec, 'this path has to start with `.spec.`');
  for (const path of status) {
    if (path.string && !/^\.(?:status|spec)\./.test(path.string))
      report(path, 'this path has to start with `.status.`');
  }
  for (const field of [...fields, spec, ...status]) {
    const missing = field.string === undefined ? undefined : missingStep(field.string, schema);
    if (missing !== undefined)
      report(field, `the schema has no field "${missing}", so this path finds nothing`, {
        severity: 'warning',
      });
  }
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
