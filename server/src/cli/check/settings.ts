import type { AnyCheck } from '../../core/checks/check.ts';
import type { Level } from '../../core/checks/config.ts';
import { LEVELS } from '../../core/checks/config.ts';
import { PRESETS } from '../../core/checks/config/presets.ts';
import { CHECKS } from '../../core/checks/index.ts';
import { aliasesOf } from '../../core/checks/waivers/aliases.ts';
import { allRules } from '../rules.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError, didYouMean } from '../usage.ts';

/** What the command line says of checks and files. */
export interface RunSettings {
  readonly only: readonly string[] | undefined;
  readonly presets: readonly string[] | undefined;
  readonly levels: ReadonlyMap<string, Level>;
  readonly ignore: readonly string[];
}

/** Without these, a run that finds nothing would not mean that there is nothing. */
export const ALWAYS: readonly string[] = ['yaml-syntax', 'invalid-config'];

/** Reads `--only`, `--set`, `--preset` and `--ignore`. Whether the checks are there is told by `verifyIds`. */
export function readSettings(lists: ReadonlyMap<string, readonly string[]>): RunSettings {
  const presets = split(lists, 'preset');
  for (const name of presets ?? []) {
    if (PRESETS.has(name)) continue;
    const hint = didYouMean(name, [...PRESETS.keys()], `there are ${[...PRESETS.keys()].join(', ')}`);
    throw new UsageError(`option "--preset": there is no preset "${visible(name)}"${hint}`);
  }
  const only = split(lists, 'only');
  const levels = new Map((split(lists, 'set') ?? []).map(readLevel));
  const opposed = only?.find((id) => levels.get(id) === 'off');
  if (opposed !== undefined)
    throw new UsageError(
      `option "--set" turns off "${visible(opposed)}", which "--only" asks for: leave it out of one of them`,
    );
  return {
    only,
    presets,
    levels,
    ignore: lists.get('ignore') ?? [],
  };
}

function split(lists: ReadonlyMap<string, readonly string[]>, option: string): readonly string[] | undefined {
  const parts = lists.get(option)?.flatMap((value) => value.split(',').map((part) => part.trim()));
  const values = parts?.filter((part) => part !== '');
  if (values?.length === 0) throw new UsageError(`option "--${option}" names nothing`);
  return values;
}

function readLevel(text: string): [string, Level] {
  const [, id, level] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (id === undefined || level === undefined || !LEVELS.includes(level))
    throw new UsageError(
      `option "--set" needs ID=LEVEL with a level of ${LEVELS.join(', ')}, such as image-tag-latest=off, not "${visible(text)}"`,
    );
  return [id, level as Level];
}

/** Whether a check runs in a run with these settings as in one without: what a preset turns off is not told apart. */
export function lookedFor({ only, presets, levels }: RunSettings): (check: string) => boolean {
  return (check) => presets === undefined && (only?.includes(check) ?? true) && levels.get(check) !== 'off';
}

/** Refuses checks that are not there, neither ours nor those of the config files. */
export function verifyIds({ only = [], levels }: RunSettings, custom: readonly AnyCheck[]): void {
  const known = allRules(custom);
  const wrong = [
    ...only.map((id) => ['only', id] as const),
    ...[...levels.keys()].map((id) => ['set', id] as const),
  ].find(([, id]) => !known.has(id));
  if (!wrong) return;
  const [option, id] = wrong;
  const aliases = aliasesOf(CHECKS);
  const tool = aliases.toolsWith(id).find((one) => aliases.idsOf(one, id).length > 0);
  throw new UsageError(
    tool === undefined
      ? `option "--${option}": there is no check "${visible(id)}"${didYouMean(id, [...known.keys()], '"kube-guardrails list" shows all')}`
      : `option "--${option}": "${visible(id)}" is ${tool}'s name: here it is ${aliases.idsOf(tool, id).join(' and ')}`,
  );
}
