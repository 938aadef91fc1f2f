import type { Minor } from '../kinds/versions.ts';
import { formatVersion } from '../kinds/versions.ts';
import { renameKey } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { SchemaProblem } from './problem.ts';
import { shorten } from './problem.ts';
import type { Schema } from './schema.ts';
import { formatRange } from './schema.ts';
import { suggest } from './suggest.ts';
import type { Level } from './validate.ts';

/** A key that its type does not have: misspelt, on the wrong level, or of another Kubernetes version. */
export function unknownField(
  entry: Field,
  level: Level,
  siblings: readonly Field[],
  version: Minor,
): SchemaProblem {
  const name = String(entry.key);
  const { schema } = level;
  const where = schema.name === undefined ? '' : ` in ${schema.name}`;
  const problem = (rest: string, fixes: SchemaProblem['fixes'] = []): SchemaProblem => ({
    id: 'unknown-field',
    field: entry,
    span: entry.keySpan,
    message: rest,
    fixes,
  });
  const quoted = `"${shorten(name)}"${where}`;
  const elsewhere = schema.elsewhere?.get(name);
  if (elsewhere) {
    const { since, until } = elsewhere;
    const change =
      since && since[0] > version
        ? `was added in ${formatRange(since)}`
        : until
          ? `was removed in ${formatRange(until)}`
          : 'is of another version';
    return problem(`${quoted} ${change}, and the target version is ${formatVersion(version)}`);
  }
  const written = new Set(siblings.map(({ key }) => String(key)));
  const near = suggest(
    name,
    [...(schema.fields?.keys() ?? [])].filter((field) => !written.has(field)),
  );
  const isSelector = schema.fields?.has('matchLabels') ?? false;
  const home = isSelector || (near && near.letters <= 1) ? undefined : homeOf(name, level);
  if (home !== undefined) return problem(`unknown field ${quoted}: it belongs to ${home}`);
  if (!near) return problem(`unknown field ${quoted}: ${adviceFor(schema)}`);
  const fix = {
    title: `Rename to \`${near.word}\``,
    safe: near.letters <= 1,
    edits: () => renameKey(entry, near.word),
  };
  return {
    ...problem(`unknown field ${quoted}: did you mean "${near.word}"?`, [fix]),
    meant: near.word,
  };
}

function adviceFor({ fields }: Schema): string {
  return fields?.has('matchLabels') ? 'labels go below "matchLabels"' : 'remove it or correct its name';
}

/** Where a field of this name is at home: in an object around this one, or in one below it. */
function homeOf(name: string, level: Level): string | undefined {
  for (let at = level.above; at; at = at.above) {
    if (at.schema.fields?.has(name))
      return at.field.path === '' ? (at.schema.name ?? 'the object') : at.field.path;
  }
  return below(name, level.schema, level.field.path, DEPTH);
}

/** Far enough to find `containers` below the spec of a Deployment. */
const DEPTH = 3;

function below(name: string, schema: Schema, path: string, depth: number): string | undefined {
  const objects = [...(schema.fields?.values() ?? [])].filter(
    (field) => field.schema.type === 'object' && field.name !== 'status' && field.name !== 'metadata',
  );
  for (const field of objects) {
    const inner = path === '' ? field.name : `${path}.${field.name}`;
    if (field.schema.fields?.has(name)) return inner;
  }
  if (depth <= 1) return undefined;
  for (const field of objects) {
    const found = below(name, field.schema, path === '' ? field.name : `${path}.${field.name}`, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
