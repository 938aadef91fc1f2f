import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, npm } from '../../scripts/vscodeHost.ts';
import type { CorpusPackage } from './packages.ts';

const PATIENCE = [
  '--silent',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=500',
  '--fetch-retry-maxtimeout=3000',
];
const isWanted = (path: string): boolean => /\.(?:ya?ml|json)$|Dockerfile$/.test(path);

/** The folder with a package's YAML and JSON files. The first call downloads the archive; it is cached outside of node_modules. */
export function packageFolder(wanted: CorpusPackage): string {
  const { name, version, integrity } = wanted;
  const id = `${name.replaceAll('/', '-')}-${version}`;
  const folder = join(cacheFolder(), 'corpus', id);
  if (existsSync(folder)) return folder;

  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const packed = npm(['pack', `${name}@${version}`, '--pack-destination', partial, ...PATIENCE], partial);
    const archive = join(partial, packed.trim().split('\n').at(-1) ?? '');
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity) throw new Error(`${id} has integrity ${found}, expected ${integrity}`);
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).split('\n').filter(isWanted);
    const input = files.join('\n');
    execFileSync('tar', ['-xzf', archive, '-C', partial, '--strip-components=1', '-T', '-'], { input });
    rmSync(archive);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
  return folder;
}
