import { renameKey, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { AnyCheck, Fix, OptionSpec, OptionValue } from '../check.ts';
import type { CheckSetting, Level, WaiverRule } from '../config.ts';
import { LEVELS, nearest, WAIVER_RULES } from '../config.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import { aliasesOf } from '../waivers/aliases.ts';
import type { Report } from './report.ts';
import { describe, unknownKey } from './report.ts';

type Options = Readonly<Record<string, OptionSpec>>;

/** Reads a `checks:` mapping. */
export function readChecks(
  field: Field,
  checks: readonly AnyCheck[],
  report: Report,
): Map<string, CheckSetting> {
  const settings = new Map<string, CheckSetting>();
  if (field.exists && !field.isMap)
    report(field, `expected a mapping from check ids to severities, got ${describe(field)}`);
  for (const entry of field.entries()) {
    const id = String(entry.key);
    const check = checks.find((one) => one.id === id);
    if (check || ENGINE_FINDINGS.some((one) => one.id === id))
      settings.set(id, readCheck(entry, check?.options ?? {}, report));
    else unknownCheck(entry, id, checks, report);
  }
  return settings;
}

/** Names of other tools are told in ours. */
function unknownCheck(entry: Field, id: string, checks: readonly AnyCheck[], report: Report): void {
  const aliases = aliasesOf(checks);
  const tool = aliases.toolsWith(id).find((one) => aliases.idsOf(one, id).length > 0);
  if (tool === undefined) {
    const ids = [...checks.map((check) => check.id), ...ENGINE_FINDINGS.map((finding) => finding.id)];
    unknownKey(entry, 'check', ids, report);
    return;
  }
  const ids = aliases.idsOf(tool, id);
  const fixes = ids.map((own): Fix => ({
    title: `Rename to \`${own}\``,
    safe: false,
    edits: () => renameKey(entry, own),
  }));
  const ours = ids.map((own) => `\`${own}\``).join(' and ');
  report(entry, `\`${id}\` is ${tool}'s name: here it is ${ours}`, fixes, true);
}

function readCheck(entry: Field, table: Options, report: Report): CheckSetting {
  if (!entry.isMap) {
    const severity = readLevel(entry, report);
    return { ...(severity ? { severity } : {}), options: {} };
  }
  const options: Record<string, OptionValue> = {};
  let severity: Level | undefined;
  let waivers: WaiverRule | undefined;
  for (const option of entry.entries()) {
    const name = String(option.key);
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    if (name === 'severity') severity = readLevel(option, report);
    else if (name === 'waivers') waivers = readWaiverRule(option, report);
    else if (!spec) unknownKey(option, 'option', ['severity', 'waivers', ...Object.keys(table)], report);
    else {
      const value = option.toJSON();
      if (fits(value, spec)) options[name] = value;
      else report(option, `expected ${EXPECTED[spec.type]}, got ${describe(option)}`);
    }
  }
  return { ...(severity ? { severity } : {}), ...(waivers ? { waivers } : {}), options };
}

/** YAML 1.1 reads a bare `off` as `false`. */
export function readLevel(field: Field, report: Report): Level | undefined {
  const level = field.value === false ? 'off' : field.value;
  return isLevel(level) ? level : noneOf(field, LEVELS, 'off, information, warning or error', report);
}

export function readWaiverRule(field: Field, report: Report): WaiverRule | undefined {
  if (!field.exists) return undefined;
  const rule = WAIVER_RULES.find((one) => one === field.value);
  return rule ?? noneOf(field, WAIVER_RULES, 'allowed, with-reason or forbidden', report);
}

function noneOf(field: Field, known: readonly string[], expected: string, report: Report): undefined {
  const near = field.string === undefined ? undefined : nearest(field.string, known);
  const hint = near ? `: did you mean \`${near}\`?` : '';
  const fixes: Fix[] = near
    ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }]
    : [];
  report(field, `expected ${expected}, got ${describe(field)}${hint}`, fixes);
}

/** Reads a check's entry from JSON settings; what does not fit is left out. */
export function settingOf(value: unknown, table: Options): CheckSetting | undefined {
  if (isLevel(value)) return { severity: value, options: {} };
  if (typeof value !== 'object' || value === null) return undefined;
  const { severity, ...rest } = value as Record<string, unknown>;
  const options = Object.entries(rest).filter(([name, option]) => {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    return spec !== undefined && fits(option, spec);
  });
  return {
    ...(isLevel(severity) ? { severity } : {}),
    options: Object.fromEntries(options) as Record<string, OptionValue>,
  };
}

const EXPECTED: Readonly<Record<OptionSpec['type'], string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  strings: 'a list of texts',
};

function fits(value: unknown, spec: OptionSpec): value is OptionValue {
  if (spec.type === 'strings') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return typeof value === spec.type;
}

function isLevel(value: unknown): value is Level {
  return typeof value === 'string' && LEVELS.includes(value);
}
