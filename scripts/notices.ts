import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * The licence texts of exactly the npm packages whose code is in the bundles, and of those whose data was taken over, in the
 * order of their names.
 */
export function thirdPartyNotices(
  root: string,
  metafiles: readonly Metafile[],
  dataPackages: readonly string[],
): string {
  const folders = new Set([...metafiles.flatMap(bundledInputs).flatMap(packageFolder), ...dataPackages]);
  const byTexts = new Map<string, string[]>();
  for (const folder of folders) {
    const { title, texts } = notice(join(root, folder));
    byTexts.set(texts, [...(byTexts.get(texts) ?? []), title]);
  }
  const notices = [...byTexts].map(([texts, titles]) => `${titles.toSorted().join('\n')}\n\n${texts}\n`);
  const intro =
    'Kube Guardrails contains code and data of the following packages, under the licences below.\n';
  return [intro, ...notices.toSorted()].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Files of which something is left after tree shaking. */
function bundledInputs(metafile: Metafile): string[] {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => (inputs[file]?.bytesInOutput ?? 0) > 0),
  );
}

function packageFolder(file: string): string[] {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.slice(1, 2) ?? [];
}

function notice(folder: string): { readonly title: string; readonly texts: string } {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) {
    throw new Error(`${manifest.name} has no licence file; its code may not be bundled without one.`);
  }
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`;
  return { title, texts: texts.join('\n\n') };
}
