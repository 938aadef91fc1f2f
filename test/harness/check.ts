import type { ProjectConfig, ResolvedConfig } from '../../server/src/core/checks/config.ts';
import { readConfig } from '../../server/src/core/checks/config/read.ts';
import { resolveConfig } from '../../server/src/core/checks/config/resolve.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { applyFixes } from '../../server/src/core/checks/fix.ts';
import { CHECKS } from '../../server/src/core/checks/index.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import { ManifestDocument } from '../../server/src/core/manifest/document.ts';
import type { Expected } from '../../server/src/core/expectations.ts';
import { withCarets } from '../../server/src/core/expectations.ts';
import { checkObjects } from '../../server/src/core/features/checkObjects.ts';
import type { CheckObjectsParams, ObjectFinding } from '../../server/src/core/protocol.ts';
import { SchemaProvider } from '../../server/src/core/schema/provider.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import type { Fixture } from './fixture.ts';
import { parseFixture, ROOT } from './fixture.ts';
import { SCHEMAS } from './schemas.ts';

export interface RunOptions {
  /** Settings as the editor gives them: id to severity or options. */
  readonly checks?: Readonly<Record<string, unknown>>;
  readonly version?: string;
  /** Text of the config file in the workspace's root. */
  readonly config?: string;
  /** The day, for waivers that expire. */
  readonly today?: string;
}

/** A workspace of a fixture's files and what is found in it. A check that throws fails the test. */
export class TestRun {
  readonly fixture: Fixture;
  readonly workspace = new Workspace();
  readonly diagnoser: Diagnoser;

  constructor(source: string, options: RunOptions = {}) {
    this.fixture = parseFixture(source);
    for (const { uri, text } of this.fixture.files) this.workspace.set(uri, text);
    const schemas = new SchemaProvider(this.workspace, SCHEMAS);
    this.diagnoser = new Diagnoser(
      [...CHECKS, ...(projectConfig(options)?.customChecks ?? [])],
      testConfig(options),
      fail,
      schemas,
      () => options.today ?? '2026-01-01',
    );
  }

  /** Findings of one file (the first unless named) or, with ids, those of these checks. Waived ones are left out. */
  findings(ids?: readonly string[], uri = this.fixture.files[0]?.uri ?? ''): PlacedFinding[] {
    const all = this.diagnoser.diagnose(this.workspace, uri).filter(({ waived }) => waived === undefined);
    return ids ? all.filter(({ id }) => ids.includes(id)) : all;
  }

  /** What the schemas say of all files, as far as it is an error. */
  schemaErrors(): string[] {
    return this.fixture.files.flatMap(({ path, uri }) =>
      this.findings(undefined, uri)
        .filter(({ basis, severity }) => basis === 'schema' && severity === 'error')
        .map((finding) => `${path}: ${finding.path}: ${finding.message}`),
    );
  }

  /** All files with the findings of these checks as caret lines. */
  annotated(ids?: readonly string[]): string {
    return this.#print((file) => withCarets(file.text, this.findings(ids, file.uri).map(placedSpan)));
  }

  /** All files with the expected findings as caret lines, for comparison with `annotated`. */
  expected(): string {
    return this.#print(({ text, expected }) => withCarets(text, expected));
  }

  /** All files after the first fix of every finding of these checks. */
  fixed(ids: readonly string[]): string {
    applyFixes(
      this.workspace,
      this.fixture.files.map(({ uri }) => uri),
      (uri) => this.findings(ids, uri),
      ({ fixes }) => fixes[0],
    );
    return this.#print(({ uri }) => this.workspace.text(uri) ?? '');
  }

  #print(text: (file: Fixture['files'][number]) => string): string {
    const { files } = this.fixture;
    if (files.length === 1 && files[0]) return text(files[0]);
    return files.map((file) => `#- ${file.path}\n${text(file)}`).join('');
  }
}

function fail(_id: string, error: unknown): never {
  throw error;
}

export function testConfig(options: RunOptions): ResolvedConfig {
  const { checks = {}, version = '' } = options;
  const project = projectConfig(options);
  const editor = { enable: true, kubernetesVersion: version, checks, ignore: [] };
  return resolveConfig(project, editor, [...CHECKS, ...(project?.customChecks ?? [])], ROOT);
}

function projectConfig({ config }: RunOptions): ProjectConfig | undefined {
  return config === undefined ? undefined : readConfig(new ManifestDocument(config), CHECKS).config;
}

function placedSpan({ start, span, message }: PlacedFinding): Expected {
  return { start: start + span.start, end: start + span.end, message };
}

/** What the language server answers when it is asked to check objects of a cluster. */
export async function checkObjectsOf(params: CheckObjectsParams): Promise<readonly ObjectFinding[]> {
  const work = checkObjects(params, new TestRun('').diagnoser, 'file:///cluster');
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
