import { closest, distance } from 'fastest-levenshtein';
import type { Minor } from '../kinds/versions.ts';
import { LATEST_MINOR, parseVersion } from '../kinds/versions.ts';
import type { ManifestDocument } from '../manifest/document.ts';
import { renameKey, set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { EditorSettings } from '../settings.ts';
import type { AnyCheck, Fix, OptionSpec, OptionValue, Severity } from './check.ts';
import { ENGINE_FINDINGS } from './engineFindings.ts';
import type { Finding } from './finding.ts';

export const CONFIG_FILE = '.kube-guardrails.yaml';

export type Level = Severity | 'off';

/** What a config file or the editor says of one check. */
export interface CheckSetting {
  readonly severity?: Level;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** A config file that has been read. What is wrong in it is left out, the rest applies. */
export interface ProjectConfig {
  readonly version: Minor | undefined;
  readonly checks: ReadonlyMap<string, CheckSetting>;
  readonly ignore: readonly string[];
}

/** What holds for a file. One value per folder and change of settings: memos hang on its identity. */
export interface ResolvedConfig {
  readonly version: Minor;
  readonly level: (check: AnyCheck) => Level;
  readonly options: (check: AnyCheck) => Readonly<Record<string, OptionValue>>;
  /** Severity of a finding of the engine itself. */
  readonly engineLevel: (id: string) => Level;
}

const LEVELS: readonly string[] = ['off', 'information', 'warning', 'error'];
const KEYS = ['kubernetesVersion', 'checks', 'ignore'];

/** Puts the editor's settings over the config file over the defaults. */
export function resolveConfig(
  project: ProjectConfig | undefined,
  editor: EditorSettings | undefined,
  checks: readonly AnyCheck[],
): ResolvedConfig {
  const fromEditor = new Map<string, CheckSetting>();
  for (const check of checks) {
    const setting = settingOf(editor?.checks[check.id], check.options ?? {});
    if (setting) fromEditor.set(check.id, setting);
  }
  for (const { id } of ENGINE_FINDINGS) {
    const setting = settingOf(editor?.checks[id], {});
    if (setting) fromEditor.set(id, setting);
  }
  const level = (id: string, otherwise: Level): Level =>
    fromEditor.get(id)?.severity ?? project?.checks.get(id)?.severity ?? otherwise;
  const options = new Map<string, Readonly<Record<string, OptionValue>>>();
  for (const check of checks) {
    const table: Readonly<Record<string, OptionSpec>> = check.options ?? {};
    const defaults = Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, spec.default]));
    options.set(check.id, {
      ...defaults,
      ...project?.checks.get(check.id)?.options,
      ...fromEditor.get(check.id)?.options,
    });
  }
  return {
    version: parseVersion(editor?.kubernetesVersion ?? '') ?? project?.version ?? LATEST_MINOR,
    level: (check) => level(check.id, check.severity),
    options: (check) => options.get(check.id) ?? {},
    engineLevel: (id) => level(id, ENGINE_FINDINGS.find((one) => one.id === id)?.severity ?? 'off'),
  };
}

/** Reads a check's entry from JSON settings; what does not fit is left out. */
function settingOf(value: unknown, table: Readonly<Record<string, OptionSpec>>): CheckSetting | undefined {
  if (isLevel(value)) return { severity: value, options: {} };
  if (typeof value !== 'object' || value === null) return undefined;
  const { severity, ...rest } = value as Record<string, unknown>;
  const options = Object.entries(rest).filter(([name, option]) => table[name] && fits(option, table[name]));
  return {
    ...(isLevel(severity) ? { severity } : {}),
    options: Object.fromEntries(options) as Record<string, OptionValue>,
  };
}

/** Reads a config file and says what is wrong in it. */
export function readConfig(
  document: ManifestDocument,
  checks: readonly AnyCheck[],
): { config: ProjectConfig; findings: Finding[] } {
  const findings: Finding[] = [];
  const report: Report = (field, message, fixes = [], onKey = false) => {
    const span = (onKey && field.keySpan) || field.span;
    const place = { span, path: field.path, resource: undefined, related: [], tags: [] };
    findings.push({ id: 'invalid-config', severity: 'error', basis: 'guardrail', message, fixes, ...place });
  };
  const { root } = document;
  if (root.exists && !root.isMap)
    report(root, `expected settings such as \`checks:\`, got ${describe(root)}`);
  for (const entry of root.entries()) {
    if (!KEYS.includes(String(entry.key))) unknownKey(entry, 'setting', KEYS, report);
  }
  const config = {
    version: readVersion(root.at('kubernetesVersion'), report),
    checks: readChecks(root.at('checks'), checks, report),
    ignore: readStrings(root.at('ignore'), report) ?? [],
  };
  return { config, findings };
}

type Report = (field: Field, message: string, fixes?: readonly Fix[], onKey?: boolean) => void;

function readVersion(field: Field, report: Report): Minor | undefined {
  if (!field.exists) return undefined;
  const version = parseVersion(field.written ?? '');
  if (version === undefined)
    report(field, `expected a version such as "1.34" or latest, got ${describe(field)}`);
  return version;
}

function readChecks(field: Field, checks: readonly AnyCheck[], report: Report): Map<string, CheckSetting> {
  const settings = new Map<string, CheckSetting>();
  if (field.exists && !field.isMap)
    report(field, `expected a mapping from check ids to severities, got ${describe(field)}`);
  const ids = [...checks.map(({ id }) => id), ...ENGINE_FINDINGS.map(({ id }) => id)];
  for (const entry of field.entries()) {
    const id = String(entry.key);
    if (!ids.includes(id)) {
      unknownKey(entry, 'check', ids, report);
      continue;
    }
    const table: Readonly<Record<string, OptionSpec>> =
      checks.find((check) => check.id === id)?.options ?? {};
    settings.set(id, readCheck(entry, table, report));
  }
  return settings;
}

function readCheck(entry: Field, table: Readonly<Record<string, OptionSpec>>, report: Report): CheckSetting {
  if (!entry.isMap) {
    const severity = readLevel(entry, report);
    return { ...(severity ? { severity } : {}), options: {} };
  }
  const options: Record<string, OptionValue> = {};
  let severity: Level | undefined;
  for (const option of entry.entries()) {
    const name = String(option.key);
    const spec = table[name];
    if (name === 'severity') severity = readLevel(option, report);
    else if (!spec) unknownKey(option, 'option', ['severity', ...Object.keys(table)], report);
    else {
      const value = option.toJSON();
      if (fits(value, spec)) options[name] = value;
      else report(option, `expected ${EXPECTED[spec.type]}, got ${describe(option)}`);
    }
  }
  return { ...(severity ? { severity } : {}), options };
}

/** YAML 1.1 reads a bare `off` as `false`. */
function readLevel(field: Field, report: Report): Level | undefined {
  const level = field.value === false ? 'off' : field.value;
  if (isLevel(level)) return level;
  const near = typeof level === 'string' ? nearest(level, LEVELS) : undefined;
  const hint = near ? `: did you mean \`${near}\`?` : '';
  const fixes: Fix[] = near
    ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }]
    : [];
  report(field, `expected off, information, warning or error, got ${describe(field)}${hint}`, fixes);
  return undefined;
}

function readStrings(field: Field, report: Report): string[] | undefined {
  if (!field.exists) return undefined;
  if (!field.isSeq) report(field, `expected a list of globs such as ["vendor/**"], got ${describe(field)}`);
  return field.items().flatMap((item) => {
    if (item.string !== undefined) return [item.string];
    report(item, `expected a glob such as "vendor/**", got ${describe(item)}`);
    return [];
  });
}

function unknownKey(entry: Field, what: string, known: readonly string[], report: Report): void {
  const name = String(entry.key);
  const near = nearest(name, known);
  const fixes: Fix[] = near
    ? [{ title: `Rename to \`${near}\``, safe: false, edits: () => renameKey(entry, near) }]
    : [];
  const hint = near
    ? `did you mean \`${near}\`?`
    : `known are ${known.length > 12 ? 'those that `kube-guardrails list` shows' : known.join(', ')}`;
  report(entry, `unknown ${what} \`${name}\`: ${hint}`, fixes, true);
}

/** The known word that a reader most likely meant, if any is close. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const longer = word.length >= 3 ? known.filter((one) => one.startsWith(word.toLowerCase())) : [];
  if (longer.length === 1) return longer[0];
  const best = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), best) <= Math.max(1, Math.floor(best.length / 3)) ? best : undefined;
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

function describe(field: Field): string {
  if (field.isMap) return 'a mapping';
  if (field.isSeq) return 'a list';
  return field.exists ? `"${field.written}"` : 'nothing';
}
