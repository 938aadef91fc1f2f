import { parseWanted, versionNotice } from '../../kinds/versions.ts';
import type { Wanted } from '../../kinds/versions.ts';
import type { ManifestDocument } from '../../manifest/document.ts';
import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { AnyCheck, Fix } from '../check.ts';
import type { Condition, Override, ProjectConfig } from '../config.ts';
import { CONDITIONS, nearest } from '../config.ts';
import { readCustomChecks } from '../custom/read.ts';
import type { Finding } from '../finding.ts';
import { PRESETS } from './presets.ts';
import type { Report } from './report.ts';
import { collectInto, describe, hint, unknownKey } from './report.ts';
import { readChecks, readWaiverRule } from './settings.ts';

const KEYS = ['kubernetesVersion', 'extends', 'checks', 'overrides', 'waivers', 'ignore', 'customChecks'];
const OVERRIDE_KEYS = [...CONDITIONS, 'checks', 'kubernetesVersion'];

/**
 * Reads a config file and says what is wrong in it.
 * @param builtIn the checks that every config file knows.
 */
export function readConfig(
  document: ManifestDocument,
  builtIn: readonly AnyCheck[],
): { config: ProjectConfig; findings: Finding[] } {
  const findings: Finding[] = [];
  const report = collectInto(findings);
  const { root } = document;
  if (root.exists && !root.isMap)
    report(root, `expected settings such as \`checks:\`, got ${describe(root)}`);
  for (const entry of root.entries()) {
    if (!KEYS.includes(String(entry.key))) unknownKey(entry, 'setting', KEYS, report);
  }
  const customChecks = readCustomChecks(root.at('customChecks'), builtIn, report);
  const checks = customChecks.length === 0 ? builtIn : [...builtIn, ...customChecks];
  const config = {
    customChecks,
    version: readVersion(root.at('kubernetesVersion'), report),
    extends: readPresets(root.at('extends'), report),
    checks: readChecks(root.at('checks'), checks, report),
    overrides: readOverrides(root.at('overrides'), checks, report),
    waivers: readWaiverRule(root.at('waivers'), report),
    ignore: readGlobs(root.at('ignore'), '"vendor/**"', report) ?? [],
  };
  return { config, findings };
}

function readVersion(field: Field, report: Report): Wanted | undefined {
  if (!field.exists) return undefined;
  const version = parseWanted(field.written ?? '');
  const notice = field.scalar ? versionNotice(field.written ?? '') : undefined;
  if (notice !== undefined || version === undefined)
    report(field, notice ?? `expected a version such as "1.34", latest or cluster, got ${describe(field)}`);
  return version;
}

/** Names of presets; a single one may stand for a list of one. */
function readPresets(field: Field, report: Report): string[] | undefined {
  if (!field.exists) return undefined;
  if (field.isMap) {
    report(field, 'expected a list of presets such as [recommended], got a mapping');
    return undefined;
  }
  const items = field.isSeq ? field.items() : [field];
  const names = items.flatMap((item) => {
    const name = item.string ?? '';
    if (PRESETS.has(name)) return [name];
    const known = [...PRESETS.keys()];
    const near = nearest(name, known);
    const fixes: Fix[] = near
      ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(item, near) }]
      : [];
    report(item, `there is no preset ${describe(item)}: ${hint(near, known)}`, fixes);
    return [];
  });
  // A misspelt preset is no wish to have none.
  return names.length === 0 && items.length > 0 ? undefined : names;
}

function readOverrides(field: Field, checks: readonly AnyCheck[], report: Report): Override[] {
  if (field.exists && !field.isSeq)
    report(
      field,
      `expected a list of overrides such as "- files: [charts/**]", got ${describe(field)}`,
      [],
      true,
    );
  return field.items().flatMap((item) => readOverride(item, checks, report) ?? []);
}

const EXAMPLES: Readonly<Record<Condition, string>> = {
  files: '"charts/**"',
  kinds: 'Job',
  namespaces: '"team-*"',
  names: '"web-*"',
  containers: 'istio-proxy',
};

/** `undefined` where a condition cannot be read: it would hold for more than was meant. */
function readOverride(item: Field, checks: readonly AnyCheck[], report: Report): Override | undefined {
  if (!item.isMap) {
    report(item, `expected what to override and for what, got ${describe(item)}`);
    return undefined;
  }
  for (const entry of item.entries()) {
    if (!OVERRIDE_KEYS.includes(String(entry.key))) unknownKey(entry, 'condition', OVERRIDE_KEYS, report);
  }
  const conditions: Partial<Record<Condition, readonly string[]>> = {};
  let readable = item.entries().every((entry) => OVERRIDE_KEYS.includes(String(entry.key)));
  for (const name of CONDITIONS) {
    const field = item.at(name);
    if (!field.pair) continue;
    const globs = readGlobs(field, EXAMPLES[name], report);
    if (globs === undefined || globs.length === 0) {
      if (globs?.length === 0 && field.items().length === 0)
        report(field, `\`${name}\` names nothing, so this override never holds`, [], true);
      readable = false;
    } else conditions[name] = globs;
  }
  const version = readOverrideVersion(item, conditions, report);
  const override: Override = {
    ...conditions,
    checks: readChecks(item.at('checks'), checks, report),
    ...(version === undefined ? {} : { version }),
  };
  return readable ? override : undefined;
}

/** A version is that of whole files. */
function readOverrideVersion(
  item: Field,
  conditions: Partial<Record<Condition, unknown>>,
  report: Report,
): Wanted | undefined {
  const field = item.at('kubernetesVersion');
  const version = readVersion(field, report);
  const other = CONDITIONS.find((name) => name !== 'files' && conditions[name] !== undefined);
  if (version === undefined || other === undefined) return version;
  const message = `\`kubernetesVersion\` holds for whole files and cannot depend on \`${other}\`: move it to an override that has \`files\` only`;
  const fixes: Fix[] = [{ title: 'Remove it', safe: false, edits: () => remove(field) }];
  report(field, message, fixes, true);
  return undefined;
}

/** A list of globs; a single one may stand for a list of one. */
function readGlobs(field: Field, example: string, report: Report): string[] | undefined {
  if (!field.exists) {
    if (field.pair) report(field, `expected a list of globs such as [${example}], got nothing`, [], true);
    return undefined;
  }
  if (field.isMap) {
    report(field, `expected a list of globs such as [${example}], got a mapping`);
    return undefined;
  }
  return (field.isSeq ? field.items() : [field]).flatMap((item) => {
    if (item.string !== undefined && item.string !== '') return [item.string];
    report(item, `expected a glob such as ${example}, got ${describe(item)}`);
    return [];
  });
}
