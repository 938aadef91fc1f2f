import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGINE_FINDINGS } from '../core/checks/engineFindings.ts';
import { CHECKS } from '../core/checks/index.ts';

/** The pages lie beside the bundle. */
const BUNDLED = join(import.meta.dirname, 'checks');

/** The path of a check's page. An id comes from messages, so it must not become a path to somewhere else. */
function pagePath(id: string): string | undefined {
  return /^[a-z][a-z0-9-]*$/.test(id) ? join(BUNDLED, `${id}.md`) : undefined;
}

/** Where a finding's code leads. */
export function pageLink(id: string, template: string | undefined): string {
  if (template !== undefined) return template.replaceAll('{id}', id);
  let link = links.get(id);
  if (link === undefined) links.set(id, (link = pathToFileURL(pagePath(id) ?? BUNDLED).href));
  return link;
}

/** As `pageLink`; what a config file checks is explained by that file. */
export function ruleLink(id: string, template: string | undefined, configFile: string | undefined): string {
  return configFile === undefined || isOurs(id) ? pageLink(id, template) : configFile;
}

/** Whether an id is one of ours, with a page, and not one of a config file. */
export function isOurs(id: string): boolean {
  return OURS.has(id);
}

const OURS: ReadonlySet<string> = new Set([...CHECKS, ...ENGINE_FINDINGS].map(({ id }) => id));

const links = new Map<string, string>();

/** The text of a check's page, read when first asked for. */
export function readPage(id: string): string | undefined {
  if (pages.has(id)) return pages.get(id);
  let page: string | undefined;
  try {
    page = readFileSync(pagePath(id) ?? '', 'utf8');
  } catch {
    page = undefined;
  }
  pages.set(id, page);
  return page;
}

const pages = new Map<string, string | undefined>();
