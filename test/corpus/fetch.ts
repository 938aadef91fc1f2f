import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, npm } from '../../scripts/vscodeHost.ts';
import { goIn } from '../harness/cluster/binaries.ts';
import type { CorpusModule } from './modules.ts';
import type { CorpusPackage } from './packages.ts';

const PATIENCE = [
  '--silent',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=500',
  '--fetch-retry-maxtimeout=3000',
];
const isWanted = (path: string): boolean => /\.(?:ya?ml|json)$|Dockerfile$|\/Kustomization$/.test(path);

/** The folder with a package's YAML and JSON files. The first call downloads the archive; it is cached outside of node_modules. */
export function packageFolder({ name, version, integrity }: CorpusPackage): string {
  return fetched(`${name.replaceAll('/', '-')}-${version}`, (partial, id) => {
    const packed = npm(['pack', `${name}@${version}`, '--pack-destination', partial, ...PATIENCE], partial);
    const archive = join(partial, packed.trim().split('\n').at(-1) ?? '');
    const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
    if (found !== integrity) throw new Error(`${id} has integrity ${found}, expected ${integrity}`);
    const files = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).split('\n').filter(isWanted);
    const input = files.join('\n');
    execFileSync('tar', ['-xzf', archive, '-C', partial, '--strip-components=1', '-T', '-'], { input });
    rmSync(archive);
    return partial;
  });
}

/** The same of a Go module, whose source lies on the module proxy. Nothing of it is built. */
export function moduleFolder({ name, version, sum }: CorpusModule): string {
  return fetched(`${name.replaceAll('/', '-')}-${version}`, (partial, id) => {
    const modules = join(partial, 'modules'); // a cache of its own, so that nothing else stays behind
    const answer = goIn(['mod', 'download', '-modcacherw', '-json', `${name}@${version}`], partial, {
      GOMODCACHE: modules,
    });
    const { Dir, Sum } = JSON.parse(answer) as { Dir: string; Sum: string };
    if (Sum !== sum) throw new Error(`${id} has the sum ${Sum}, expected ${sum}`);
    const kept = join(partial, 'kept');
    cpSync(Dir, kept, {
      recursive: true,
      filter: (path) => statSync(path).isDirectory() || isWanted(path),
    });
    return kept;
  });
}

/** The cached folder of an id. The first call fills an empty one and says which folder of it is to be kept. */
function fetched(id: string, fill: (partial: string, id: string) => string): string {
  const folder = join(cacheFolder(), 'corpus', id);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    renameSync(fill(partial, id), folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another process was faster
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}
