/**
 * Writes the schema files beside the server's bundles: `kubernetes.json` with every field of every kind of many minors, and
 * one file per project of custom resources. They are made of npm packages; nothing of them is committed.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readClientNode } from './clientNode.ts';
import { readCustomPack } from './customPack.ts';
import { enrich, readModels } from './enrich.ts';
import { makePack } from './pack.ts';

const MODULES = 'node_modules';
const CLIENT_NODE = /^client-node-1\.(\d+)$/;
/** The second source of Kubernetes' own kinds. */
const MODELS = ['@kubernetes-models/apimachinery', 'kubernetes-models'];
const CUSTOM = ['gateway-api', 'cert-manager', 'argo-cd', 'istio', 'prometheus-operator'];

export interface SchemaBuild {
  /** Folder of the schema files. */
  readonly folder: string;
  /** Folders of the packages whose texts are in them, relative to the root. */
  readonly packages: readonly string[];
}

/** Builds the schema files of a checkout, unless they are there and made of the same packages by the same scripts. */
export function buildSchemas(root: string): SchemaBuild {
  const folder = join(root, 'server/dist/schemas');
  const releases = clientNodes(root);
  const custom = CUSTOM.map((name) => `@kubernetes-models/${name}`);
  const packages = [...releases.map(({ name }) => name), ...MODELS, ...custom].map(
    (name) => `${MODULES}/${name}`,
  );
  const key = inputKey(root, packages);
  const keyFile = join(root, 'dist/schemas.inputs');
  const isThere = existsSync(join(folder, 'kubernetes.json')) && existsSync(keyFile);
  if (isThere && readFileSync(keyFile, 'utf8') === key) return { folder, packages };
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const customGroups: Record<string, string> = {};
  for (const name of CUSTOM) {
    const pack = readCustomPack(join(root, MODULES, '@kubernetes-models', name));
    for (const kind of Object.keys(pack.kinds)) customGroups[kind.slice(0, kind.indexOf('/'))] = name;
    writeFileSync(join(draft, `${name}.json`), JSON.stringify(pack));
  }
  const models = readModels(MODELS.map((name) => join(root, MODULES, name)));
  const minors = releases.map(({ name, minor }) =>
    enrich(readClientNode(join(root, MODULES, name), minor), models),
  );
  writeFileSync(join(draft, 'kubernetes.json'), JSON.stringify(makePack(minors, customGroups)));
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(keyFile, key);
  return { folder, packages };
}

function clientNodes(root: string): { readonly name: string; readonly minor: number }[] {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return Object.keys(devDependencies)
    .flatMap((name) => {
      const minor = CLIENT_NODE.exec(name)?.[1];
      return minor === undefined ? [] : [{ name, minor: Number(minor) }];
    })
    .toSorted((a, b) => a.minor - b.minor);
}

/** Grows stale with the packages that the lock file names and with the scripts that read them. */
function inputKey(root: string, packages: readonly string[]): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string }>;
  };
  const hash = createHash('sha256');
  for (const name of packages) {
    const entry = lock.packages[name];
    if (!entry) throw new Error(`${name} is not in package-lock.json: run npm install.`);
    hash.update(`${name} ${entry.version} ${entry.integrity}\n`);
  }
  const scripts = globSync('scripts/schemas/*.ts', { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  for (const file of [...scripts, 'server/src/core/schema/pack.ts'].toSorted()) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) {
  const { folder } = buildSchemas(join(import.meta.dirname, '../..'));
  for (const file of globSync('*.json', { cwd: folder }).toSorted()) {
    console.log(`${file}  ${(statSync(join(folder, file)).size / 1024).toFixed(0)} KiB`);
  }
}
