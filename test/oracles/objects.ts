import { CHECKS } from '../../server/src/core/checks/index.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import { splitDocuments } from '../../server/src/core/manifest/split.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { testConfig } from '../harness/check.ts';

/** Ids of ours for a check of another tool; none if we have none, or none yet. Rules of the API server do not count. */
export function ourChecks(tool: string, check: string): string[] {
  return CHECKS.filter(({ id, aliases }) => {
    return !/^(?:api|warn)-/.test(id) && aliases?.[tool]?.includes(check);
  }).map(({ id }) => id);
}

/** Indices of the documents in which these checks find something, counted without empty documents. Nothing else is on. */
export function documentsWithFindings(
  text: string,
  ids: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): number[] {
  const uri = 'file:///oracle/manifest.yaml';
  const workspace = new Workspace();
  workspace.set(uri, text);
  const settings = CHECKS.map(({ id, severity }) => {
    const level = severity === 'off' ? 'warning' : severity;
    return [id, ids.includes(id) ? { severity: level, ...options } : 'off'] as const;
  });
  const config = testConfig({ checks: Object.fromEntries(settings) });
  const diagnoser = new Diagnoser(CHECKS, config, (id, error) => {
    throw new Error(`${id} failed`, { cause: error });
  });
  const starts = splitDocuments(text)
    .filter(({ start, end }) => hasContent(text.slice(start, end)))
    .map(({ start }) => start);
  const found = diagnoser
    .diagnose(workspace, uri)
    .filter(({ id }) => ids.includes(id))
    .map(({ start }) => starts.indexOf(start));
  return [...new Set(found)].toSorted((a, b) => a - b);
}

function hasContent(document: string): boolean {
  return document.split('\n').some((line) => !/^\s*(?:#.*)?$|^(?:---|\.\.\.)\s*(?:#.*)?$/.test(line));
}
