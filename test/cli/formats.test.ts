import { readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { CONFIG, checkJson, cli, folder, only, pod } from './harness.ts';

/** The public schema, written in draft 4, of which it uses nothing that later drafts read differently. */
const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
const validSarif = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema);

/** A key, given twice, full of what must not reach a terminal, a log or a parser as it is. */
const KEY = String.raw`"evil\e[2J\r\n::error::x]]><b>&'\u202e%\u0085"`;
const HOSTILE = pod('web', 'nginx:1.29.3').replace(
  'metadata:',
  `metadata:\n  labels: { ${KEY}: a, ${KEY}: b }`,
);

function waived(): string {
  return pod().replace('kind: Pod', '# kube-guardrails-disable image-tag-latest -- <ok> & "fine"\nkind: Pod');
}

describe('text', () => {
  it('shows the line, what is meant in it, the fix and a summary', () => {
    const { code, out, err } = cli(['check'], { cwd: folder({ ...CONFIG, 'apps/web.yaml': pod() }) });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.replace(/\d+\.\d s/, '0.0 s')).toBe(`\
apps/web.yaml:8:14  warning  image "nginx:latest" is whatever was pushed last: name a version  image-tag-latest
  8 |       image: nginx:latest
    |              ^^^^^^^^^^^^
    = fix: Name a version

1 warning in 1 object of 1 file, 0.0 s
`);
  });

  it('says so when there is nothing to say', () => {
    const { out } = cli(['check'], { cwd: folder({ ...CONFIG, 'web.yaml': pod('web', 'nginx:1.29.3') }) });
    expect(out).toMatch(/^No findings in 1 object of 1 file, \d+\.\d s\n$/);
  });
});

describe('text of a chart', () => {
  it('says that templates have to be rendered first', () => {
    const cwd = folder({
      'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'templates/web.yaml': pod('{{ .Release.Name }}'),
    });
    const { code, out } = cli(['check'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(
      '\n1 Helm template not checked: pipe what "helm template" renders into "kube-guardrails check -"\n',
    );
  });
});

describe('json', () => {
  it('has the fields that are documented', () => {
    const { report } = checkJson([], { cwd: folder({ ...CONFIG, 'apps/web.yaml': `# é😀\n${pod()}` }) });
    expect(report.findings).toEqual([
      {
        file: 'apps/web.yaml',
        line: 9,
        column: 14,
        endLine: 9,
        endColumn: 26,
        id: 'image-tag-latest',
        severity: 'warning',
        basis: 'guardrail',
        message: 'image "nginx:latest" is whatever was pushed last: name a version',
        object: { apiVersion: 'v1', kind: 'Pod', namespace: null, name: 'web' },
        path: 'spec.containers[0].image',
        fixes: [{ title: 'Name a version', safe: false }],
      },
    ]);
    const { durationMs, ...counts } = report.summary;
    expect(counts).toEqual({ files: 1, objects: 1, errors: 0, warnings: 1, informations: 0, waived: 0 });
    expect(durationMs).toBeGreaterThan(0);
  });

  it('counts columns in UTF-16 units and leaves out a byte order mark', () => {
    const text =
      '\ufeff{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "😀"}, "spec": {"containers": [{"name": "a", "image": "nginx"}]}}';
    const { report } = checkJson([], { cwd: folder({ ...CONFIG, 'a.json': text }) });
    expect(report.findings[0]).toMatchObject({ line: 1, column: text.indexOf('"nginx"') });
  });
});

describe('github', () => {
  it('writes one command for each finding', () => {
    const { code, out } = cli(['check', '--format', 'github'], {
      cwd: folder({ ...CONFIG, 'a,b:c%.yaml': pod() }),
    });
    expect(code).toBe(1);
    expect(out).toBe(
      '::warning file=a%2Cb%3Ac%25.yaml,line=8,endLine=8,col=14,endColumn=26,title=image-tag-latest::a,b:c%25.yaml:8:14: image "nginx:latest" is whatever was pushed last: name a version [image-tag-latest]\n',
    );
  });
});

describe('junit', () => {
  it('has a suite for each file and a case for each finding', () => {
    const cwd = folder({
      ...CONFIG,
      'bad.yaml': pod(),
      'good.yaml': pod('web', 'nginx:1.29.3'),
      'waived.yaml': waived(),
    });
    const { code, out } = cli(['check', '--format', 'junit', '--report-waivers'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="kube-guardrails" tests="3" failures="1" skipped="1" time="[\d.]+">\n/,
    );
    expect(out).toContain('<testsuite name="good.yaml" tests="1" failures="0" errors="0" skipped="0">');
    expect(out).toContain('<failure type="warning" message="image &quot;nginx:latest&quot; is');
    expect(out).toContain('<skipped message="waived: &lt;ok&gt; &amp; &quot;fine&quot;"/>');
  });

  it('lets findings below the threshold pass', () => {
    const { code, out } = cli(['check', '--format', 'junit', '--severity', 'error'], {
      cwd: folder({ ...CONFIG, 'bad.yaml': pod() }),
    });
    expect(code).toBe(0);
    expect(out).toContain('failures="0"');
    expect(out).toContain('<system-out>bad.yaml:8:14  warning');
  });
});

describe('sarif', () => {
  it('follows the schema and names rules, regions, fixes and suppressions', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': only('image-tag-latest'),
      'my apps/web.yaml': pod(),
      'waived.yaml': waived(),
      'unused.yaml': `# kube-guardrails-disable image-tag-latest\n${pod('web', 'nginx:1.29.3')}`,
    });
    const { code, out } = cli(['check', '--format', 'sarif', '--report-waivers'], { cwd });
    expect(code).toBe(1);
    const log = JSON.parse(out) as Sarif;
    expect(validSarif(log), JSON.stringify(validSarif.errors)).toBe(true);
    const [run] = log.runs;
    expect(run?.columnKind).toBe('utf16CodeUnits');
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['image-tag-latest', 'unused-waiver']);
    expect(run?.tool.driver.rules[0]?.help?.markdown).toContain('## Why it matters');
    const [web, unused, silenced] = run?.results ?? [];
    expect(web).toMatchObject({
      ruleId: 'image-tag-latest',
      ruleIndex: 0,
      level: 'warning',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'my%20apps/web.yaml' },
            region: { startLine: 8, startColumn: 14, endLine: 8, endColumn: 26 },
          },
          logicalLocations: [{ fullyQualifiedName: 'Pod web spec.containers[0].image' }],
        },
      ],
      fixes: [
        {
          description: { text: 'Name a version' },
          artifactChanges: [
            { replacements: [{ insertedContent: { text: 'nginx:1.0.0 # TODO: name the version' } }] },
          ],
        },
      ],
    });
    expect(unused).toMatchObject({
      ruleIndex: 1,
      level: 'note',
      fixes: [
        {
          artifactChanges: [
            { replacements: [{ deletedRegion: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 1 } }] },
          ],
        },
      ],
    });
    expect(silenced).toMatchObject({
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: '<ok> & "fine"' }],
    });
  });

  it('is valid without findings, too', () => {
    const log: unknown = JSON.parse(cli(['check', '--format', 'sarif'], { cwd: folder(CONFIG) }).out);
    expect(validSarif(log), JSON.stringify(validSarif.errors)).toBe(true);
  });
});

describe('control characters of a manifest reach no output', () => {
  it.each([['text'], ['json'], ['sarif'], ['github'], ['gitlab'], ['junit']])('%s', (format) => {
    const cwd = folder({ ...CONFIG, 'we\u001b[31mb.yaml': HOSTILE });
    const { code, out, err } = cli(['check', '--format', format], { cwd });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    // oxlint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    if (['json', 'sarif', 'gitlab'].includes(format))
      expect(JSON.stringify(JSON.parse(out))).toContain('\\u001b[2J');
    if (format === 'github') expect(out.trimEnd().split('\n')).toHaveLength(1);
    if (format === 'junit') expect(out).not.toContain(']]>');
  });
});

interface Sarif {
  readonly runs: readonly {
    readonly columnKind: string;
    readonly tool: {
      readonly driver: {
        readonly rules: readonly { readonly id: string; readonly help?: { readonly markdown: string } }[];
      };
    };
    readonly results: readonly object[];
  }[];
}

/** Checks `apps` from the folder `deploy`. */
function inFolder(root: string, format: string, env: Readonly<Record<string, string>> = {}): string {
  return cli(['check', '--format', format, 'apps'], { cwd: join(root, 'deploy'), env }).out;
}

describe('a run in a folder of a repository', () => {
  const FILES = { ...CONFIG, 'deploy/apps/web.yaml': pod() };
  const CI = [['github'], ['gitlab'], ['sarif'], ['junit']] as const;

  it.each(CI)('names files from the top of the repository in %s', (format) => {
    const root = folder({ ...FILES, '.git/HEAD': '' });
    expect(inFolder(root, format)).toContain('deploy/apps/web.yaml');
  });

  it.each(CI)('names them from the top of a checkout without Git in %s', (format) => {
    const root = folder(FILES);
    expect(inFolder(root, format, { GITHUB_WORKSPACE: root })).toContain('deploy/apps/web.yaml');
    expect(inFolder(root, format, { CI_PROJECT_DIR: root })).toContain('deploy/apps/web.yaml');
    expect(inFolder(root, format, { GITHUB_WORKSPACE: join(root, 'elsewhere') })).not.toContain('deploy');
  });

  it('names them from the current folder for people and for programs beside it', () => {
    const root = folder({ ...FILES, '.git/HEAD': '' });
    expect(inFolder(root, 'text')).toMatch(/^apps\/web\.yaml:/);
    expect(inFolder(root, 'json')).toContain('"file": "apps/web.yaml"');
  });
});

describe('--output', () => {
  it('writes what is printed in that format, as often as it is given', () => {
    const cwd = folder({ ...CONFIG, 'web.yaml': pod() });
    const outputs = ['sarif', 'gitlab', 'github', 'junit'].flatMap((format) => [
      '--output',
      `${format}=out.${format}`,
    ]);
    const run = cli(['check', ...outputs], { cwd });
    expect(run).toMatchObject({ code: 1, err: '' });
    expect(run.out).toMatch(/^web\.yaml:8:14 {2}warning/);
    for (const format of ['sarif', 'gitlab', 'github'])
      expect(readFileSync(join(cwd, `out.${format}`), 'utf8')).toBe(
        cli(['check', '--format', format], { cwd }).out,
      );
    expect(readFileSync(join(cwd, 'out.junit'), 'utf8')).toContain('<failure type="warning"');
  });

  it('writes text without colours', () => {
    const cwd = folder({ ...CONFIG, 'web.yaml': pod() });
    const { out } = cli(['check', '--color', 'always', '--output', 'text=findings.txt'], { cwd });
    const written = readFileSync(join(cwd, 'findings.txt'), 'utf8');
    expect(written).not.toContain('\u001b');
    expect(stripVTControlCharacters(out).split('\n').slice(0, -2)).toEqual(written.split('\n').slice(0, -2));
  });

  it.each([
    ['dep.json', 'which holds a Kubernetes object', []],
    ['link.json', 'which holds a Kubernetes object', []],
    ['left-out.json', 'which holds a Kubernetes object', ['--ignore', 'left-out.json']],
    ['Dockerfile', 'which may belong to manifests', []],
    ['list.json', 'which is to be checked', ['./list.json']],
    ['base.json', 'which "--baseline" names', ['--baseline', 'base.json']],
    ['config.txt', 'which "--config" names', ['--config', 'config.txt']],
  ])('writes over nothing that is read: %s', (file, what, args) => {
    const manifest = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    const files = {
      'dep.json': manifest,
      'left-out.json': manifest,
      'list.json': '[]',
      'base.json': '{ "version": 1, "findings": {} }',
      'config.txt': '',
      Dockerfile: 'FROM scratch\n',
    };
    const cwd = folder({ ...CONFIG, ...files });
    symlinkSync('dep.json', join(cwd, 'link.json'));
    const before = readFileSync(join(cwd, file), 'utf8');
    expect(cli(['check', ...args, '--output', `json=${file}`], { cwd })).toEqual({
      code: 2,
      out: '',
      err: `kube-guardrails: option "--output" would write over "${file}", ${what}: choose another name\n`,
    });
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(before);
  });

  it('replaces a report of the last run', () => {
    const cwd = folder({ ...CONFIG, 'web.yaml': pod() });
    const args = [
      'check',
      ...['json', 'gitlab', 'sarif'].flatMap((one) => ['--output', `${one}=${one}.json`]),
    ];
    expect(cli(args, { cwd })).toMatchObject({ code: 1, err: '' });
    writeFileSync(join(cwd, 'web.yaml'), pod('web', 'nginx:1.29.3'));
    expect(cli(args, { cwd })).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'json.json'), 'utf8')).toContain('"findings": []');
  });

  it('takes a file for one report only', () => {
    const cwd = folder({ ...CONFIG, 'web.yaml': pod() });
    const run = (...names: string[]): object =>
      cli(['check', ...names.flatMap((name) => ['--output', `json=${name}`])], { cwd });
    expect(run('a.json', './a.json')).toEqual({
      code: 2,
      out: '',
      err: 'kube-guardrails: option "--output" names "./a.json" twice: give each report a file of its own\n',
    });
    expect(readdirSync(cwd)).not.toContain('a.json');
    expect(run('a.json', '/dev/null', '/dev/null')).toMatchObject({ code: 1, err: '' });
  });

  it('says what cannot be written, and fails', () => {
    const cwd = folder({ ...CONFIG, 'web.yaml': pod('web', 'nginx:1.29.3') });
    expect(cli(['check', '--output', 'json=nowhere/a.json'], { cwd })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: nowhere/a.json: the findings cannot be written there: there is no such folder\n',
    });
  });
});
