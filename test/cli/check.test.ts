import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, checkJson, cli, folder, only, pod, SERVER } from './harness.ts';

/** Names of the files that have findings. */
function found(args: readonly string[], cwd: string, input = ''): string[] {
  const { report } = checkJson(args, { cwd, input });
  return [...new Set(report.findings.map(({ file }) => file))];
}

it('says the same of the examples, whatever else lies in the repository', () => {
  const { report } = checkJson(['examples'], { cwd: join(SERVER, '..') });
  const unbounded = report.findings.filter(({ id }) => id === 'resources-missing');
  expect(unbounded.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'examples/shop/cart/cart.yaml:18',
    'examples/shop/cart/cart.yaml:21',
    'examples/shop/cart/cart.yaml:65',
    'examples/shop/jobs/cleanup.json:11',
  ]);
});

describe('which files are checked', () => {
  const tree = {
    ...CONFIG,
    'a.yaml': pod(),
    'apps/b.yml': pod(),
    'apps/deep/c.json': JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'x' },
      spec: { containers: [{ name: 'x', image: 'nginx' }] },
    }),
    'apps/tsconfig.json': '{ "compilerOptions": { /* not even JSON */ } }',
    'apps/values.yaml': 'image: nginx:latest\n',
    'notes.txt': pod(),
    'node_modules/x/d.yaml': pod(),
    '.hidden/e.yaml': pod(),
  };

  it('the current folder, if none is named', () => {
    expect(found([], folder(tree))).toEqual(['.hidden/e.yaml', 'a.yaml', 'apps/b.yml', 'apps/deep/c.json']);
  });

  it('folders, files and globs, each once', () => {
    const cwd = folder(tree);
    expect(found(['apps'], cwd)).toEqual(['apps/b.yml', 'apps/deep/c.json']);
    expect(found(['apps/deep/', 'a.yaml', './a.yaml'], cwd)).toEqual(['a.yaml', 'apps/deep/c.json']);
    expect(found(['**/*.{yml,yaml}'], cwd)).toEqual(['.hidden/e.yaml', 'a.yaml', 'apps/b.yml']);
    expect(found([join(cwd, 'apps/*.yml')], cwd)).toEqual(['apps/b.yml']);
    expect(found(['notes.txt'], cwd)).toEqual(['notes.txt']);
    expect(found(['node_modules'], cwd)).toEqual(['node_modules/x/d.yaml']);
  });

  it('relative to the working directory, absolute outside of it', () => {
    const cwd = folder(tree);
    expect(found(['deep', '../a.yaml'], join(cwd, 'apps'))).toEqual([join(cwd, 'a.yaml'), 'deep/c.json']);
  });

  it('not what .gitignore names, unless it is named itself', () => {
    const cwd = folder({
      ...CONFIG,
      '.gitignore': 'out/\n*.tmp.yaml\n',
      'a.tmp.yaml': pod(),
      'out/b.yaml': pod(),
      'c.yaml': pod(),
    });
    mkdirSync(join(cwd, '.git'));
    expect(found(['.'], cwd)).toEqual(['c.yaml']);
    expect(found(['*.yaml'], cwd)).toEqual(['c.yaml']);
    expect(found(['a.tmp.yaml'], cwd)).toEqual(['a.tmp.yaml']);
    expect(found(['out'], cwd)).toEqual(['out/b.yaml']);
  });

  it('not what "ignore" of the config file matches, which is said of a named file', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': `${only('image-tag-latest')}ignore: ["vendor/**"]\n`,
      'vendor/a.yaml': pod(),
      'b.yaml': pod(),
    });
    expect(found(['.'], cwd)).toEqual(['b.yaml']);
    const { code, err } = cli(['check', 'vendor/a.yaml'], { cwd });
    expect(code).toBe(0);
    expect(err).toBe(
      'kube-guardrails: vendor/a.yaml: not checked, because "ignore" of the config file matches it\n',
    );
  });

  it('not what links lead to', () => {
    const cwd = folder({ ...CONFIG, 'real/a.yaml': pod() });
    const other = folder({ 'b.yaml': pod() });
    symlinkSync(other, join(cwd, 'outside'));
    symlinkSync(cwd, join(cwd, 'real/loop'));
    symlinkSync(join(other, 'b.yaml'), join(cwd, 'link.yaml'));
    expect(found(['.'], cwd)).toEqual(['real/a.yaml']);
    expect(found(['link.yaml'], cwd)).toEqual(['link.yaml']);
  });
});

describe('exit codes', () => {
  it('0: clean, or below the threshold', () => {
    expect(cli(['check', 'good.yaml'], { cwd: mixed() })).toMatchObject({ code: 0, err: '' });
    expect(cli(['check', '--severity', 'error', 'bad.yaml'], { cwd: mixed() }).code).toBe(0);
    expect(cli(['check'], { cwd: folder() })).toMatchObject({ code: 0 });
  });

  it('1: findings, of which broken YAML is one', () => {
    expect(cli(['check', 'bad.yaml'], { cwd: mixed() }).code).toBe(1);
    expect(cli(['check', '--severity', 'error', 'broken.yaml'], { cwd: mixed() }).code).toBe(1);
  });

  it('2: a named path that is missing; the others are checked all the same', () => {
    const { report, run } = checkJson(['bad.yaml', 'gone.yaml', 'no*.yaml'], { cwd: mixed() });
    expect(run.code).toBe(2);
    expect(run.err).toBe(
      'kube-guardrails: gone.yaml: there is no such file or folder\nkube-guardrails: no*.yaml: no file matches this pattern\n',
    );
    expect(report.findings.map(({ id }) => id)).toEqual(['image-tag-latest']);
  });

  it('2: a named path that cannot be read', () => {
    const root = mixed();
    symlinkSync('loop', join(root, 'loop'));
    expect(cli(['check', 'loop'], { cwd: root })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: loop: cannot be read (ELOOP)\n',
    });
    expect(cli(['check', 'bad.yaml/x.yaml'], { cwd: root })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: bad.yaml/x.yaml: there is no such file or folder\n',
    });
  });
});

/** File and check of every finding. */
function findings(cwd: string, ...paths: readonly string[]): string[] {
  return checkJson(paths, { cwd }).report.findings.map(({ file, id }) => `${file} ${id}`);
}

describe('configuration', () => {
  it('the nearest file holds, --config replaces it', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': only('image-tag-latest'),
      'quiet/.kube-guardrails.yaml': only(),
      'a.yaml': pod(),
      'quiet/b.yaml': pod(),
      'strict.yaml': `checks:\n  image-tag-latest: error\n`,
    });
    expect(found(['.'], cwd)).toEqual(['a.yaml']);
    const { report } = checkJson(['--config', 'strict.yaml', 'quiet'], { cwd });
    expect(report.findings.find(({ id }) => id === 'image-tag-latest')).toMatchObject({
      file: 'quiet/b.yaml',
      severity: 'error',
    });
  });

  it('each file has the settings of the nearest file above it, however it is named, and nothing of those further up', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': `${only('image-tag-latest')}ignore: ["**/old.yaml"]\n`,
      'a.yaml': pod(),
      'old.yaml': pod(),
      'team/.kube-guardrails.yaml': `kubernetesVersion: "1.30"\n${only('host-network')}`,
      'team/b.yaml': pod().replace('spec:\n', 'spec:\n  hostNetwork: true\n'),
      'team/old.yaml': pod().replace('spec:\n', 'spec:\n  hostNetwork: true\n'),
      'team/deep/er/.kube-guardrails.yaml': only('image-tag-latest').replace(
        'host-network: ',
        'host-netwrk: ',
      ),
      'team/deep/er/c.yaml': pod(),
    });
    const all = [
      'a.yaml image-tag-latest',
      'team/b.yaml host-network',
      'team/deep/er/.kube-guardrails.yaml invalid-config',
      'team/deep/er/c.yaml image-tag-latest',
      'team/old.yaml host-network',
    ];
    expect(findings(cwd)).toEqual(all);
    expect(findings(cwd, 'team/old.yaml', 'a.yaml', 'team/deep', 'team/b.yaml')).toEqual(all);
    expect(findings(join(cwd, 'team/deep'), '.')).toEqual([
      'er/.kube-guardrails.yaml invalid-config',
      'er/c.yaml image-tag-latest',
    ]);
  });

  it('a mistake in the config file is a finding, wherever the named file lies', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': 'checks:\n  image-tag-latst: error\n',
      'apps/a.yaml': pod('web', 'nginx:1.29.3'),
    });
    const { report, run } = checkJson(['--severity', 'error', 'apps/a.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(report.findings.find(({ id }) => id === 'invalid-config')).toMatchObject({
      file: '.kube-guardrails.yaml',
      line: 2,
      message: 'unknown check `image-tag-latst`: did you mean `image-tag-latest`?',
    });
  });

  it('a config file that is no YAML is a finding, too', () => {
    const cwd = folder({ '.kube-guardrails.yaml': 'checks: {\n', 'a.yaml': pod('web', 'nginx:1.29.3') });
    const { report, run } = checkJson(['--config', '.kube-guardrails.yaml', 'a.yaml'], { cwd });
    expect(run.code).toBe(1);
    expect(
      report.findings.filter(({ file }) => file === '.kube-guardrails.yaml').map(({ id }) => id),
    ).toEqual(['yaml-syntax']);
  });
});

describe('a config file that cannot be read', () => {
  it('is told of, and fails the run', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': Buffer.from([0xff, 0x00]),
      'a.yaml': pod('web', 'nginx:1.29.3'),
    });
    const err = 'kube-guardrails: .kube-guardrails.yaml: none of these settings apply, it is not a text\n';
    expect(cli(['check'], { cwd })).toMatchObject({ code: 2, err });
    expect(cli(['check', 'a.yaml'], { cwd })).toMatchObject({ code: 2, err });
  });

  it('is wrong usage if it was named', () => {
    const cwd = folder({ 'a.yaml': pod() });
    expect(cli(['check', '--config', '.', 'a.yaml'], { cwd })).toMatchObject({
      code: 2,
      out: '',
      err: 'kube-guardrails: the config file "." cannot be used: it cannot be read\n',
    });
  });
});

it('a repository marker that cannot be read is none', () => {
  const cwd = folder({ 'in/a.yaml': pod() });
  symlinkSync('.git', join(cwd, 'in/.git'));
  expect(found(['in'], cwd)).toEqual(['in/a.yaml']);
});

describe('references between files', () => {
  const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: metrics
`;
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: nginx:1.29.3
          ports: [{ name: http, containerPort: 80 }]
        - name: other
          image: nginx:latest
`;

  it('are followed into files that were not named, of which nothing is reported', () => {
    const cwd = folder({
      '.kube-guardrails.yaml': only('image-tag-latest', 'service-target-port-missing'),
      'services/web.yaml': service,
      'apps/web.yaml': deployment,
    });
    const { report, run } = checkJson(['services/web.yaml'], { cwd });
    expect(run.err).toBe('');
    expect(report.findings.map(({ file, id }) => [file, id])).toEqual([
      ['services/web.yaml', 'service-target-port-missing'],
    ]);
    expect(report.summary).toMatchObject({ files: 1, objects: 1 });
    const { out } = cli(['check', 'services'], { cwd });
    expect(out).toContain('services/web.yaml:9:19  warning');
  });
});

describe('a run that finds nothing to check', () => {
  const NOTHING = 'kube-guardrails: nothing was checked: there is no Kubernetes object in what was named\n';

  it('says so in every format, and is no failure', () => {
    const cwd = folder({ ...CONFIG, 'values.yaml': 'a: 1\n' });
    for (const format of ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'])
      expect(cli(['check', '--format', format], { cwd })).toMatchObject({ code: 0, err: NOTHING });
    expect(cli(['check', '-'], { cwd, input: 'a: 1\n' })).toMatchObject({ code: 0, err: NOTHING });
  });

  it('says nothing of the kind where there is a reason', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': pod() });
    expect(cli(['check', 'b.yaml'], { cwd }).err).not.toContain('nothing was checked');
    expect(cli(['check', 'a.yaml'], { cwd }).err).toBe('');
  });
});

describe('an object without its kind', () => {
  it('is a finding wherever it lies, and other texts with some of these keys are none', () => {
    const cwd = folder({
      ...CONFIG,
      'a.yaml': `${pod('web', 'nginx:1.29.3')}---\n${pod('b').replace('kind:', 'Kind:')}`,
      'b.yaml': pod().replace('apiVersion: v1\n', ''),
      'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'values.yaml': 'kind: daemonset\nmetadata:\n  name: web\n',
    });
    const { report, run } = checkJson([], { cwd });
    expect(run.code).toBe(1);
    expect(report.findings.map(({ file, line, column, id }) => [file, line, column, id])).toEqual([
      ['a.yaml', 11, 1, 'required-field'],
      ['b.yaml', 1, 1, 'required-field'],
    ]);
    const input = pod().replace('kind: Pod\n', '');
    expect(cli(['check', '-'], { cwd, input })).toMatchObject({ code: 1, err: '' });
    const waived = `# kube-guardrails-disable required-field -- a tool adds it\n${input}`;
    expect(cli(['check', '-'], { cwd, input: waived }).code).toBe(0);
  });
});

describe('standard input', () => {
  it('is checked by itself', () => {
    const cwd = folder(CONFIG);
    const { report, run } = checkJson(['-'], { cwd, input: pod() });
    expect(run.code).toBe(1);
    expect(report.findings.map(({ file, line }) => [file, line])).toEqual([['<stdin>', 8]]);
    expect(cli(['check', '-'], { cwd, input: Buffer.from([0, 1, 2]) })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: standard input: cannot be checked, it is not a text\n',
    });
  });

  it.each(['', ' \n'])('is not clean where there is none: %j', (input) => {
    expect(cli(['check', '-'], { cwd: folder(CONFIG), input })).toMatchObject({
      code: 2,
      err: 'kube-guardrails: standard input: cannot be checked, it is empty: the program that writes it may have failed\n',
    });
  });

  it('stands for the file that --stdin-filename names', () => {
    const cwd = folder({
      ...CONFIG,
      'off/.kube-guardrails.yaml': only(),
      'a.yaml': pod('web', 'nginx:1.29.3'),
    });
    expect(found(['--stdin-filename', 'a.yaml', '-'], cwd, pod())).toEqual(['a.yaml']);
    expect(found(['--stdin-filename', 'off/new.yaml', '-'], cwd, pod())).toEqual([]);
  });
});

describe('standard input that "ignore" matches', () => {
  it('is left alone', () => {
    const cwd = folder({ '.kube-guardrails.yaml': `${only('image-tag-latest')}ignore: ["vendor/**"]\n` });
    const args = ['--stdin-filename', 'vendor/a.yaml', '-'];
    const err =
      'kube-guardrails: vendor/a.yaml: not checked, because "ignore" of the config file matches it\n';
    expect(cli(['check', ...args], { cwd, input: pod() })).toMatchObject({ code: 0, err });
    expect(cli(['check', '--fix', ...args], { cwd, input: pod() })).toMatchObject({ code: 0, out: pod() });
  });
});

describe('waivers', () => {
  const text = `${pod().replace('      image', '      # kube-guardrails-disable-next-line image-tag-latest -- pinned by "CI"\n      image')}---\n${pod('two')}`;

  it('silence findings, which are counted', () => {
    const { report } = checkJson([], { cwd: folder({ ...CONFIG, 'a.yaml': text }) });
    expect(report.findings.map(({ line }) => line)).toEqual([18]);
    expect(report.summary).toMatchObject({ warnings: 1, waived: 1, objects: 2, files: 1 });
  });

  it('--report-waivers lists all waivers and what comes of them', () => {
    const waivers = [
      '# kube-guardrails-disable image-tag-latest, host-port until 2999-12-31 -- nightly',
      '# kube-guardrails-disable-file image-tag-latest until 2020-01-01',
    ];
    const annotated = pod().replace(
      'spec:',
      '  annotations:\n    ignore-check.kube-linter.io/latest-tag: built\nspec:',
    );
    const cwd = folder({
      '.kube-guardrails.yaml': only('image-tag-latest', 'host-port', 'invalid-waiver', 'unused-waiver'),
      'web.yaml': `${waivers.join('\n')}\n${annotated}`,
    });
    const { report } = checkJson(['--report-waivers'], { cwd });
    const common = {
      file: 'web.yaml',
      column: 1,
      tool: 'kube-guardrails',
      until: '2999-12-31',
      reason: 'nightly',
    };
    expect(report).toMatchObject({
      waivers: [
        { ...common, line: 1, check: 'image-tag-latest', scope: 'document', state: 'used' },
        { ...common, line: 1, check: 'host-port', scope: 'document', state: 'unused' },
        { ...common, line: 2, scope: 'file', until: '2020-01-01', reason: '', state: 'expired' },
        {
          line: 8,
          check: 'latest-tag',
          tool: 'kube-linter',
          scope: 'object',
          reason: 'built',
          until: null,
          state: 'used',
        },
      ],
    });
    const { out } = cli(['check', '--report-waivers'], { cwd });
    expect(out).toContain('  web.yaml:1:1  used  image-tag-latest  until 2999-12-31  nightly\n');
    expect(out).toContain('  web.yaml:2:1  expired  image-tag-latest  until 2020-01-01  no reason\n');
    expect(out).toContain('  web.yaml:8:45  used  latest-tag (kube-linter)  built\n');
    expect(cli(['check'], { cwd }).out).not.toContain('Waivers:');
  });

  const waivers = `# kube-guardrails-disable image-tag-latest, host-port, unknown-field, no-such -- a
# kube-guardrails-disable-file -- b
${pod().replace('spec:', '  annotations: { ignore-check.kube-linter.io/latest-tag: c }\nspec:')}`;

  it.each([
    [[], 'used unused unused unused used used'],
    [['--only', 'host-port'], 'unchecked unused unchecked unused unchecked unchecked'],
    [['--only', 'unknown-field'], 'unchecked unchecked unused unused unchecked unchecked'],
    [['--set', 'image-tag-latest=off'], 'unchecked unused unused unused used unchecked'],
    [['--preset', 'pss-baseline'], 'unchecked unused unused unused unchecked unchecked'],
  ])('none of what a run does not look for is called unused: %j', (args, expected) => {
    const files = { '.kube-guardrails.yaml': 'checks: { unused-waiver: off }\n', 'web.yaml': waivers };
    const { report } = checkJson(['--report-waivers', ...args], { cwd: folder(files) });
    const listed = (report as unknown as { waivers: { state: string }[] }).waivers;
    expect(listed.map(({ state }) => state).join(' ')).toBe(expected);
  });

  it.each([
    ['--only', 'unused-waiver', 'extends: [recommended]'],
    ['--set', 'image-tag-latest=off', '{ extends: [], checks: { image-tag-latest: warning } }'],
    ['--preset', 'pss-baseline', 'extends: [recommended]'],
  ])('those of all checks stay where some are left out: %s %s', (option, value, config) => {
    const text = `# kube-guardrails-disable -- built here\n${pod('web', 'nginx')}`;
    const cwd = folder({ '.kube-guardrails.yaml': `${config}\n`, 'web.yaml': text });
    cli(['check', '--fix', option, value], { cwd });
    expect(readFileSync(join(cwd, 'web.yaml'), 'utf8')).toBe(text);
  });

  it('--report-waivers shows what they silence', () => {
    const cwd = folder({ ...CONFIG, 'a.yaml': text });
    const { report } = checkJson(['--report-waivers'], { cwd });
    expect(report.findings.map(({ waived }) => waived)).toEqual([{ reason: 'pinned by "CI"' }, undefined]);
    expect(cli(['check', '--report-waivers'], { cwd }).out).toContain(
      'image-tag-latest  waived: pinned by "CI"\n',
    );
  });
});

/** A file with a warning, one without a finding, and one that is no YAML. */
function mixed(): string {
  return folder({
    ...CONFIG,
    'bad.yaml': pod(),
    'good.yaml': pod('web', 'nginx:1.29.3'),
    'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {\n',
  });
}
