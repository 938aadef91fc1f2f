import type { Field } from '../../manifest/field.ts';
import type { Value } from '../../manifest/render.ts';
import { isPattern } from '../../schema/pattern.ts';
import type { AnyCheck, Severity } from '../check.ts';
import { LEVELS } from '../config.ts';
import type { Report } from '../config/report.ts';
import { describe, unknownKey } from '../config/report.ts';
import { readLevel } from '../config/settings.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import type { Rule } from './check.ts';
import { customCheck } from './check.ts';
import { compileSchema } from './jsonSchema.ts';
import { parsePath } from './path.ts';

const RULES = ['required', 'forbidden', 'pattern', 'values', 'schema'] as const;
const KEYS = ['kinds', 'on', 'field', ...RULES, 'message', 'severity', 'value'];
const TARGETS = ['object', 'pod', 'container'] as const;

/** Reads the `customChecks` of a config file. One that cannot be understood is left out. */
export function readCustomChecks(field: Field, checks: readonly AnyCheck[], report: Report): AnyCheck[] {
  if (field.exists && !field.isMap)
    report(field, `expected a mapping from ids to checks, got ${describe(field)}`, [], true);
  return field.entries().flatMap((entry) => {
    const id = String(entry.key);
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
      report(
        entry,
        `\`${id}\` is no id: use small letters, digits and dashes, such as \`team-label\``,
        [],
        true,
      );
      return [];
    }
    if ([...checks, ...ENGINE_FINDINGS].some((check) => check.id === id)) {
      report(entry, `\`${id}\` is a check of Kube Guardrails already: choose another id`, [], true);
      return [];
    }
    const check = readCheck(entry, id, report);
    return check ? [check] : [];
  });
}

function readCheck(entry: Field, id: string, report: Report): AnyCheck | undefined {
  if (!entry.isMap) {
    report(entry, `expected a mapping with \`field\` and what to ask of it, got ${describe(entry)}`);
    return undefined;
  }
  for (const one of entry.entries()) {
    if (!KEYS.includes(String(one.key))) unknownKey(one, 'part of a check', KEYS, report);
  }
  const path = readPath(entry, report);
  const rule = readRule(entry, report);
  const on = readTarget(entry.at('on'), report);
  const kinds = readNames(entry.at('kinds'), report);
  const message = readText(entry.at('message'), report);
  if (!path || !rule || !on || kinds === 'wrong') return undefined;
  const value = entry.at('value');
  return customCheck({
    id,
    on,
    kinds,
    rule,
    severity: readSeverity(entry.at('severity'), report),
    path: path.steps,
    fieldName: path.text,
    message,
    value: value.pair ? (value.toJSON() as Value) : undefined,
  });
}

function readPath(
  entry: Field,
  report: Report,
): { text: string; steps: NonNullable<ReturnType<typeof parsePath>> } | undefined {
  const field = entry.at('field');
  const text = field.string;
  const steps = text === undefined ? undefined : parsePath(text);
  if (text !== undefined && steps) return { text, steps };
  const example = 'such as `metadata.labels.team` or `spec.containers[*].image`';
  if (field.exists) report(field, `expected the path of a field ${example}, got ${describe(field)}`);
  else report(entry, `this check has no \`field\`: name one, ${example}`, [], true);
  return undefined;
}

function readRule(entry: Field, report: Report): Rule | undefined {
  const present = RULES.filter((name) => entry.at(name).pair !== undefined);
  const [name] = present;
  if (name === undefined || present.length > 1) {
    const found = present.map((one) => `\`${one}\``).join(' and ');
    const hint =
      name === undefined ? 'nothing is asked of the field' : `a check asks one thing, not ${found}`;
    report(entry, `${hint}: choose one of ${RULES.join(', ')}`, [], true);
    return undefined;
  }
  const field = entry.at(name);
  switch (name) {
    case 'required':
    case 'forbidden':
      if (field.value === true) return { type: name };
      report(field, `expected true, got ${describe(field)}`);
      return undefined;
    case 'pattern':
      return readPattern(field, report);
    case 'values': {
      const values = field.items().map((item) => ({ value: item.toJSON(), written: item.written }));
      if (values.length > 0) return { type: name, values };
      report(field, `expected a list of values, got ${describe(field)}`);
      return undefined;
    }
    default:
      return readSchema(field, report);
  }
}

function readPattern(field: Field, report: Report): Rule | undefined {
  const { string } = field;
  if (string !== undefined && isPattern(string)) return { type: 'pattern', pattern: string };
  const what = string === undefined ? `got ${describe(field)}` : 'which this is not';
  report(field, `expected a regular expression of RE2 (https://github.com/google/re2/wiki/Syntax), ${what}`);
  return undefined;
}

function readSchema(field: Field, report: Report): Rule | undefined {
  const compiled = compileSchema(field.toJSON());
  if ('validate' in compiled) return { type: 'schema', validate: compiled.validate };
  report(field, `this schema cannot be used: ${compiled.problem}`, [], true);
  return undefined;
}

function readTarget(field: Field, report: Report): (typeof TARGETS)[number] | undefined {
  if (!field.exists) return 'object';
  const target = TARGETS.find((one) => one === field.value);
  if (!target) report(field, `expected object, pod or container, got ${describe(field)}`);
  return target;
}

function readNames(field: Field, report: Report): readonly string[] | undefined | 'wrong' {
  if (!field.pair) return undefined;
  const names = (field.isSeq ? field.items() : [field]).flatMap((item) => item.string ?? []);
  if (names.length > 0) return names;
  report(field, `expected a list of kinds such as [Deployment], got ${describe(field)}`, [], true);
  return 'wrong';
}

function readText(field: Field, report: Report): string | undefined {
  if (field.pair && field.string === undefined) report(field, `expected a sentence, got ${describe(field)}`);
  return field.string;
}

function readSeverity(field: Field, report: Report): Severity | 'off' {
  const level = field.exists ? readLevel(field, report) : undefined;
  return level !== undefined && LEVELS.includes(level) ? level : 'warning';
}
