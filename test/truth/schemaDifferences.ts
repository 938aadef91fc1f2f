import type { FieldSchema, Schema } from '../../server/src/core/schema/schema.ts';

/**
 * Where two schemas do not say the same, in the order in which they are walked. Descriptions are somebody's words and may differ;
 * the type of an object is looked at once.
 */
export function schemaDifferences(ours: Schema, theirs: Schema, kind: string, seen: Set<string>): string[] {
  const found: string[] = [];
  const note = (place: string, what: string, a: unknown, b: unknown): void => {
    if (JSON.stringify(a) !== JSON.stringify(b))
      found.push(`${place} ${what}: ${JSON.stringify(a)} here, ${JSON.stringify(b)} in the cluster`);
  };
  const visit = (a: Schema, b: Schema, place: string): void => {
    note(place, 'type', [a.type, a.format, a.forms, a.open], [b.type, b.format, b.forms, b.open]);
    note(place, 'values', a.enum?.toSorted(), b.enum?.toSorted());
    note(place, 'limits', a.limits, b.limits);
    note(place, 'list', a.list, b.list);
    note(place, 'name', a.name, b.name);
    note(place, 'rules', a.rules, b.rules);
    note(place, 'elsewhere', [...(a.elsewhere ?? [])], [...(b.elsewhere ?? [])]);
    if (a.items && b.items) visit(a.items, b.items, `${place}[]`);
    else note(place, 'items', a.items !== undefined, b.items !== undefined);
    if (a.values && b.values) visit(a.values, b.values, `${place}{}`);
    else note(place, 'entries', a.values !== undefined, b.values !== undefined);
    if (!a.fields || !b.fields) return note(place, 'fields', a.fields !== undefined, b.fields !== undefined);
    const name = a.name ?? place;
    if (seen.has(name)) return;
    seen.add(name);
    for (const field of new Set([...a.fields.keys(), ...b.fields.keys()])) {
      const one = a.fields.get(field);
      const other = b.fields.get(field);
      note(`${name}.${field}`, 'field', facts(one), facts(other));
      if (one && other) visit(one.schema, other.schema, `${name}.${field}`);
    }
  };
  visit(ours, theirs, kind);
  return found;
}

/** The default of a field is known by hand only where readers care, and by the cluster always. */
function facts(field: FieldSchema | undefined): unknown {
  return field && [field.required, field.filled ?? false, field.availability];
}
