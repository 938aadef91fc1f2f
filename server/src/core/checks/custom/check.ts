import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Value } from '../../manifest/render.ts';
import { matchesPattern } from '../../schema/pattern.ts';
import type { AnyCheck, Fix, ObjectContext, Severity } from '../check.ts';
import { nearest } from '../config.ts';
import type { Violation } from './jsonSchema.ts';
import type { parsePath } from './path.ts';
import { fieldsAt } from './path.ts';

/** What a custom check asks of a field. */
export type Rule =
  | { readonly type: 'required' }
  | { readonly type: 'forbidden' }
  | { readonly type: 'pattern'; readonly pattern: string }
  | { readonly type: 'values'; readonly values: readonly AllowedValue[] }
  | { readonly type: 'schema'; readonly validate: (value: unknown) => readonly Violation[] };

interface AllowedValue {
  readonly value: unknown;
  /** A scalar's text: `1.30` is not `1.3`. */
  readonly written: string | undefined;
}

/** A check that somebody wrote into a config file. */
export interface CustomCheck {
  readonly id: string;
  readonly severity: Severity | 'off';
  readonly on: 'object' | 'pod' | 'container';
  readonly kinds: readonly string[] | undefined;
  readonly path: NonNullable<ReturnType<typeof parsePath>>;
  /** The path as written. */
  readonly fieldName: string;
  readonly rule: Rule;
  readonly message: string | undefined;
  /** What the fix sets; without it, only what is forbidden has a fix. */
  readonly value: Value | undefined;
}

/** Makes a check like all others of what a config file says. */
export function customCheck(custom: CustomCheck): AnyCheck {
  const { id, severity, on, kinds, rule, message, value, fieldName } = custom;
  const hasFix = value !== undefined || rule.type === 'forbidden' || rule.type === 'values';
  return {
    id,
    title: message ?? `Rule of this project for \`${fieldName}\``,
    category: 'custom',
    severity,
    scope: 'object',
    on,
    ...(kinds ? { kinds } : {}),
    ...(on === 'container' ? { containers: ['init', 'sidecar', 'app', 'ephemeral'] } : {}),
    fix: hasFix ? { kind: 'edit', safe: false } : null,
    check: (context) => {
      for (const field of fieldsAt(context.target, custom.path)) judge(field, custom, context);
    },
  };
}

function judge(field: Field, custom: CustomCheck, context: ObjectContext): void {
  const { rule } = custom;
  if (rule.type === 'required') return judgeRequired(field, custom, context);
  if (!field.exists) return undefined;
  switch (rule.type) {
    case 'forbidden':
      return judgeForbidden(field, custom, context);
    case 'schema':
      return judgeSchema(field, rule.validate, custom, context);
    case 'pattern':
      return judgePattern(field, rule.pattern, custom, context);
    default:
      return judgeValues(field, rule.values, custom, context);
  }
}

function judgeRequired(field: Field, { message, value }: CustomCheck, context: ObjectContext): void {
  if (field.exists || context.environment.partial) return;
  const what = value === undefined ? 'set it' : `set it to ${shown(value)}`;
  const text = message ?? `\`${pathBelow(field, context.target)}\` is missing: ${what}`;
  context.report(field, text, { fixes: fixesOf(field, value), at: placeOf(field, context) });
}

function judgeForbidden(
  field: Field,
  { message, value }: CustomCheck,
  { target, report }: ObjectContext,
): void {
  const name = `\`${pathBelow(field, target)}\``;
  const removal: Fix = { title: `Remove ${name}`, safe: false, edits: () => remove(field) };
  const fixes = value === undefined ? [removal] : fixesOf(field, value);
  report(field, message ?? `${name} must not be set: remove it`, {
    fixes,
    onKey: field.isMap || field.isSeq,
  });
}

function judgePattern(
  field: Field,
  pattern: string,
  { message, value }: CustomCheck,
  { target, report }: ObjectContext,
): void {
  const written = field.written ?? '';
  if (isUnknown(written) || (field.scalar && matchesPattern(pattern, written))) return;
  const text = message ?? `\`${pathBelow(field, target)}\` does not match \`${pattern}\`: change it`;
  report(field, text, { fixes: fixesOf(field, value) });
}

function judgeValues(
  field: Field,
  values: readonly AllowedValue[],
  { message, value }: CustomCheck,
  { target, report }: ObjectContext,
): void {
  const written = field.written ?? '';
  const json = JSON.stringify(field.toJSON());
  const isAllowed = values.some((one) =>
    field.scalar ? one.written === written : JSON.stringify(one.value) === json,
  );
  if (isAllowed || isUnknown(written)) return;
  const known = values.flatMap((one) => (typeof one.value === 'string' ? [one.value] : []));
  const near = value ?? nearest(written, known);
  const list = values.map((one) => shown(one.value)).join(', ');
  const text = message ?? `\`${pathBelow(field, target)}\` is none of ${list}: choose one`;
  report(field, text, { fixes: fixesOf(field, near) });
}

/** So many things that one schema finds in one field are shown. */
const MOST_VIOLATIONS = 10;

function judgeSchema(
  field: Field,
  validate: (value: unknown) => readonly Violation[],
  { message, value }: CustomCheck,
  { target, report }: ObjectContext,
): void {
  for (const { path, problem } of validate(field.toJSON()).slice(0, MOST_VIOLATIONS)) {
    const place = placeIn(field, path) ?? field;
    report(place, message ?? `\`${pathBelow(place, target)}\` ${problem}`, { fixes: fixesOf(field, value) });
  }
}

/** The field below that a violation speaks of: lists take numbers, mappings keys. */
function placeIn(root: Field, path: readonly string[]): Field | undefined {
  let field = root;
  for (const key of path) field = field.isSeq ? field.at(Number(key)) : field.at(key);
  return field.node ? field : undefined;
}

function fixesOf(field: Field, value: Value | undefined): Fix[] {
  if (value === undefined) return [];
  return [{ title: `Set it to ${shown(value)}`, safe: false, edits: () => set(field, value) }];
}

/** Where something is missing: the nearest key above it, else what names the object or container. */
function placeOf(field: Field, { target, resource, container }: ObjectContext): Field {
  for (let at: Field | undefined = field; at && at.node !== target.node; at = at.parent)
    if (at.keySpan) return at;
  if (container) return container.field.at('name').exists ? container.field.at('name') : container.field;
  const name = resource.root.at('metadata', 'name');
  return name.exists ? name : resource.root.at('kind');
}

function pathBelow(field: Field, target: Field): string {
  const path = field.path;
  const prefix = target.path;
  return prefix !== '' && path.startsWith(prefix) ? path.slice(prefix.length).replace(/^\./, '') : path;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `\`${value}\`` : `\`${JSON.stringify(value)}\``;
}

/** What a templating step fills in later can be anything. */
function isUnknown(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}
