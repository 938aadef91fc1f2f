import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyCheck, Basis, Category, CheckMeta, Severity } from '../core/checks/check.ts';
import { ENGINE_FINDINGS } from '../core/checks/engineFindings.ts';
import { CHECKS } from '../core/checks/index.ts';

/** What can be found, be it by a check or by the engine itself. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly category: Category;
  readonly basis: Basis;
  readonly severity: Severity | 'off';
  readonly fix: CheckMeta['fix'];
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** All rules by id, in the order of their ids; with those of config files, if these are given. */
export function allRules(custom: readonly AnyCheck[] = []): ReadonlyMap<string, Rule> {
  const checks = [...CHECKS, ...custom].map(
    ({ id, title, category, basis = 'guardrail', severity, fix, aliases = {} }): Rule => ({
      id,
      title,
      category,
      basis,
      severity,
      fix,
      aliases,
    }),
  );
  const engine = ENGINE_FINDINGS.map((finding): Rule => ({ ...finding, category: 'engine', aliases: {} }));
  const sorted = [...checks, ...engine].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return new Map(sorted.map((rule) => [rule.id, rule]));
}

/** The page of a check in Markdown; the pages lie beside the bundle. */
export function readPage(id: string): string | undefined {
  try {
    return readFileSync(join(import.meta.dirname, 'checks', `${id}.md`), 'utf8');
  } catch {
    return undefined;
  }
}
