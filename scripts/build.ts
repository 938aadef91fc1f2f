/**
 * Bundles the extension (`dist/`) and the server with its command line (`server/dist/`).
 * All bundles are CommonJS: they start faster than ES modules, and VS Code loads them without a detour.
 * `--sourcemap` adds source maps for debugging; packages are built without.
 */
import { copyFileSync, existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as bundle, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { configSchema } from '../server/src/core/checks/config/schema.ts';
import { CHECKS } from '../server/src/core/checks/index.ts';
import { thirdPartyNotices } from './notices.ts';
import { buildSchemas } from './schemas/build.ts';

export const ROOT = join(import.meta.dirname, '..');
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  /** Oldest runtime that must run it. */
  readonly target: string;
}

const CLIENT_BUNDLES: readonly Bundle[] = [
  { entry: 'client/src/extension.ts', outfile: 'dist/extension.js', target: 'node22' },
  { entry: 'client/src/languageClient.ts', outfile: 'dist/languageClient.js', target: 'node22' },
  { entry: 'client/src/clusters/main.ts', outfile: 'dist/clusters.js', target: 'node22' },
];
const SERVER_BUNDLES: readonly Bundle[] = [
  { entry: 'server/src/lsp/main.ts', outfile: 'server/dist/server.js', target: 'node20' },
  {
    entry: 'server/src/core/features/meaning/schedule.ts',
    outfile: 'server/dist/schedule.js',
    target: 'node20',
  },
  {
    entry: 'server/src/core/schema/cluster/readDocument.ts',
    outfile: 'server/dist/clusterSchemas.js',
    target: 'node20',
  },
  { entry: 'server/src/cli/main.ts', outfile: 'server/dist/cli.js', target: 'node20' },
];
/**
 * What few files of the server need of packages: each is a bundle of its own, loaded when one of its names is first used. A
 * file of ours stands for what it exports.
 */
const LAZY: readonly Bundle[] = [
  { entry: 'ajv/dist/2020.js', outfile: 'server/dist/ajv.js', target: 'node20' },
  { entry: 'dockerfile-ast', outfile: 'server/dist/dockerfile-ast.js', target: 'node20' },
  { entry: 're2js', outfile: 'server/dist/re2js.js', target: 'node20' },
  { entry: 'server/src/core/manifest/yamlLibrary.ts', outfile: 'server/dist/yaml.js', target: 'node20' },
];
/** All that is built; what the extension needs of it is also listed in `.vscodeignore`. */
export const BUNDLES = [...CLIENT_BUNDLES, ...SERVER_BUNDLES, ...LAZY];

/** Page of each check; they lie beside the server's bundles and are read when somebody asks for one. */
const CHECK_PAGES = 'server/src/core/checks/*/*.md';

/** Builds everything and returns the licence texts of what went into the bundles. */
export async function build(options: { readonly sourcemap?: boolean } = {}): Promise<{ notices: string }> {
  const missing = [...CLIENT_BUNDLES, ...SERVER_BUNDLES].filter(
    ({ entry }) => !existsSync(join(ROOT, entry)),
  );
  if (missing.length > 0) {
    throw new Error(`Cannot build: ${missing.map(({ entry }) => entry).join(', ')} is missing.`);
  }
  const metafiles = await Promise.all(BUNDLES.map((item) => bundleOne(item, options.sourcemap ?? false)));
  for (const folder of ['dist', 'server/dist']) {
    // The repository's own packages are ES modules; the bundles are not.
    writeFileSync(join(ROOT, folder, 'package.json'), '{ "type": "commonjs" }\n');
  }
  copyCheckPages();
  writeConfigSchema();
  const { packages } = buildSchemas(ROOT);
  const serverNotices = thirdPartyNotices(ROOT, metafiles.slice(CLIENT_BUNDLES.length), packages);
  writeFileSync(join(ROOT, 'server/dist', NOTICES), serverNotices);
  return { notices: thirdPartyNotices(ROOT, metafiles, packages) };
}

async function bundleOne({ entry, outfile, target }: Bundle, sourcemap: boolean): Promise<Metafile> {
  const options = {
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target,
    minify: true,
    sourcemap: sourcemap ? 'linked' : false,
    metafile: true,
    legalComments: 'none', // the texts are in the notices
    external: ['vscode'],
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    // The modules of vscode-languageserver and its like come as UMD too, which cannot be bundled.
    mainFields: ['module', 'main'],
    // As ES modules, its names need no look-up at every use, and what is not used stays out.
    // In VS Code, `http` is not Node's: it goes past our own agents, and so past pools and proxies. `node:http` is.
    alias: {
      yaml: join(ROOT, 'node_modules/yaml/browser/dist/index.js'),
      ...Object.fromEntries(['http', 'https', 'net', 'tls'].map((name) => [name, `node:${name}`])),
    },
    supported: { 'dynamic-import': false }, // `import()` of one of our bundles becomes a plain `require`
    plugins: [lazyBundles(outfile), ...(outfile.startsWith('server/') ? [lazyNames(entry)] : [])],
    logLevel: 'warning',
  } satisfies BuildOptions;
  return (await bundle(options)).metafile;
}

/** Where one entry imports another one with `import()`, the other bundle is loaded at that moment. */
function lazyBundles(outfile: string): Plugin {
  return {
    name: 'lazy-bundles',
    setup(plugin) {
      plugin.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const target = relative(ROOT, join(resolveDir, path)).replaceAll('\\', '/');
        const other = BUNDLES.find(({ entry }) => entry === target);
        if (!other) return undefined;
        const from = relative(dirname(outfile), other.outfile).replaceAll('\\', '/');
        return { path: from.startsWith('.') ? from : `./${from}`, external: true };
      });
    },
  };
}

/** Puts in the place of a package or a file an object whose names load its bundle. */
function lazyNames(entry: string): Plugin {
  return {
    name: 'lazy-names',
    setup(plugin) {
      const others = new Map(LAZY.filter((one) => one.entry !== entry).map((one) => [one.entry, one]));
      plugin.onResolve({ filter: /./ }, ({ path, resolveDir }) => {
        const name = path.startsWith('.')
          ? relative(ROOT, join(resolveDir, path)).replaceAll('\\', '/')
          : path;
        return others.has(name) ? { path: name, namespace: 'lazy' } : undefined;
      });
      plugin.onResolve({ filter: /^\.\//, namespace: 'lazy' }, ({ path }) => ({ path, external: true }));
      plugin.onLoad({ filter: /./, namespace: 'lazy' }, async ({ path }) => {
        const isOurs = path.endsWith('.ts');
        const module = (await import(isOurs ? pathToFileURL(join(ROOT, path)).href : path)) as object;
        const exported = Object.keys(module).filter((name) => name !== 'default');
        const file = basename(others.get(path)?.outfile ?? path);
        const getters = exported.map((name) => `get '${name}'() { return require('./${file}')['${name}']; }`);
        return { contents: `module.exports = { ${getters.join(', ')} };` };
      });
    },
  };
}

function copyCheckPages(): void {
  const folder = join(ROOT, 'server/dist/checks');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const page of globSync(CHECK_PAGES, { cwd: ROOT })) {
    copyFileSync(join(ROOT, page), join(folder, basename(page)));
  }
}

/** For editors that know nothing of ours but JSON schemas. */
function writeConfigSchema(): void {
  writeFileSync(join(ROOT, 'server/dist/config.schema.json'), `${JSON.stringify(configSchema(CHECKS))}\n`);
}

if (process.argv[1] === import.meta.filename) {
  try {
    await build({ sourcemap: process.argv.includes('--sourcemap') });
    for (const { outfile } of BUNDLES) {
      console.log(`${outfile}  ${(statSync(join(ROOT, outfile)).size / 1024).toFixed(0)} KiB`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
