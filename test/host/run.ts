/**
 * Runs mocha inside the extension host of a real VS Code, against the packed extension.
 * Each test file has a window of its own, with a new copy of `workspace/` open.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { pack, STAGE } from '../../scripts/package.ts';
import { NOTHING, sum, summaryLine, type Counts } from '../../scripts/summary.ts';
import { workbenchUrl } from '../../scripts/vscodeServer.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from '../harness/vscode/chromium.ts';
import { foreignConnections, startEditor, type EditorServer } from '../harness/vscode/editorServer.ts';
import type { Report } from './mochaInHost.ts';

/** The windows in which folders are trusted, and those in which they are not. */
const WINDOWS = { trusted: ['activation', 'editing', 'completion', 'version'], restricted: ['restricted'] };
const ALL_WINDOWS = Object.values(WINDOWS).flat();
const TIMEOUT_MS = 90_000;
const BUNDLES = join(import.meta.dirname, '../../test-results/host');

async function main(): Promise<Counts> {
  const executable = findChromium();
  if (executable === undefined) {
    console.log(`Skipped: ${NO_CHROMIUM}`);
    return process.env['CI'] === 'true'
      ? { ...NOTHING, failed: 1 }
      : { ...NOTHING, skipped: ALL_WINDOWS.length };
  }
  await bundleTests();
  const vsix = await pack();
  const browser = await launchChromium(executable);
  try {
    const trusted = await runWindows(WINDOWS.trusted, vsix, browser, false);
    const restricted = await runWindows(WINDOWS.restricted, vsix, browser, true);
    return sum([trusted, restricted]);
  } finally {
    await browser.close();
  }
}

async function runWindows(
  tests: readonly string[],
  vsix: string,
  browser: Browser,
  workspaceTrust: boolean,
): Promise<Counts> {
  // The packed files are loaded from their folder: only so VS Code runs tests beside them.
  const server = await startEditor(vsix, { testDriver: true, installed: false, workspaceTrust });
  try {
    writeKubeconfig(join(server.folder, '.kube/config'));
    const counts: Counts[] = [];
    for (const test of tests) counts.push(await runWindow(test, server, browser));
    return sum([...counts, noForeignConnections(server)]);
  } finally {
    await server.stop();
  }
}

/** Of a cluster that nobody needs: what counts is that it is there. */
function writeKubeconfig(file: string): void {
  mkdirSync(dirname(file));
  const config = {
    clusters: [{ name: 'none', cluster: { server: 'https://127.0.0.1:1' } }],
    contexts: [{ name: 'none', context: { cluster: 'none', user: '' } }],
  };
  writeFileSync(file, JSON.stringify(config));
}

/** The extension host loads CommonJS; mocha stays outside, it is loaded from node_modules. */
async function bundleTests(): Promise<void> {
  rmSync(BUNDLES, { recursive: true, force: true });
  const tests = ALL_WINDOWS.map((test) => join(import.meta.dirname, `${test}.test.ts`));
  await build({
    entryPoints: [join(import.meta.dirname, 'mochaInHost.ts'), ...tests],
    outdir: BUNDLES,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function runWindow(test: string, server: EditorServer, browser: Browser): Promise<Counts> {
  console.log(`\n${test}`);
  const folder = mkdtempSync(join(server.folder, `${test}-`));
  cpSync(join(import.meta.dirname, 'workspace'), folder, { recursive: true });
  const reportFile = join(server.folder, `${test}.json`);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const finished = Promise.withResolvers<void>();
    await page.exposeFunction('codeAutomationExit', finished.resolve);
    await page.exposeFunction('codeAutomationLog', () => undefined);
    const remote = (path: string) => `vscode-remote://${new URL(server.url).host}${path}`;
    const environment = {
      HOST_TEST: join(BUNDLES, `${test}.test.cjs`),
      HOST_TEST_REPORT: reportFile,
    };
    const url = workbenchUrl(server, folder, [
      ['extensionDevelopmentPath', remote(STAGE)],
      ['extensionTestsPath', remote(join(BUNDLES, 'mochaInHost.cjs'))],
      ['extensionEnvironment', JSON.stringify(environment)],
    ]);
    await page.goto(url, { waitUntil: 'commit' });
    await within(TIMEOUT_MS, finished.promise);
    return printReport(JSON.parse(readFileSync(reportFile, 'utf8')) as Report);
  } catch (error) {
    console.log(
      `  FAILED ${error instanceof Error ? error.message : String(error)}\n${server.log().slice(-2_000)}`,
    );
    return { ...NOTHING, failed: 1 };
  } finally {
    await context.close();
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not finished within ${ms / 1000} s`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function printReport(report: Report): Counts {
  for (const { title, state, error, ms } of report) {
    console.log(`  ${state === 'passed' ? 'ok' : state.toUpperCase()} ${title} (${ms} ms)`);
    if (error !== undefined) console.log(error.replaceAll(/^/gm, '    '));
  }
  const inState = (state: string) => report.filter((test) => test.state === state).length;
  return { passed: inState('passed'), failed: inState('failed'), skipped: inState('skipped') };
}

function noForeignConnections(server: EditorServer): Counts {
  const foreign = foreignConnections(server.folder);
  console.log(`\n${foreign.length === 0 ? 'ok' : 'FAILED'} no process reached for another machine`);
  for (const line of foreign) console.log(`    ${line}`);
  return foreign.length === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

try {
  mkdirSync(BUNDLES, { recursive: true });
  const counts = await main();
  console.log(`\n${summaryLine(counts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
} catch (error) {
  console.error(error);
  console.log(summaryLine({ ...NOTHING, failed: 1 }));
  process.exitCode = 1;
}
