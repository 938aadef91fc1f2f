import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ingress, pod, Server, service } from '../harness/server.ts';

let server: Server;
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  await server.stop();
});

describe('findings of an open document', () => {
  it('come with place, severity, code, page, tags and version', async () => {
    const uri = server.open('a.yaml', pod('k8s.gcr.io/pause:3.9'));
    const [finding] = await server.findings('a.yaml', ['deprecated-image-registry']);
    expect(finding).toMatchObject({
      range: { start: { line: 6, character: 13 }, end: { line: 6, character: 33 } },
      severity: 2,
      source: 'kube-guardrails',
      tags: [2],
    });
    expect(finding?.codeDescription?.href).toMatch(/^file:.*\/checks\/deprecated-image-registry\.md$/);
    expect(server.last(uri)?.version).toBe(1);
  });

  it('follow single edits, in lines that end with CRLF and hold characters of two units', async () => {
    const text = pod('"nginx:1.29" # 🐳 ä').replaceAll('\n', '\r\n');
    const uri = server.open('a.yaml', text);
    await server.version(uri, 1);
    server.change(uri, [
      { range: at(6, 20, 6, 24), text: 'latest' }, // 1.29
      { range: at(3, 8, 3, 11), text: 'ä🐳' }, // the name of the Pod
      { range: at(6, 30, 6, 32), text: 'x' }, // the whale
    ]);
    const [finding] = await server.findings('a.yaml', ['image-tag-latest']);
    expect(finding?.range).toEqual(at(6, 13, 6, 27));
    server.change(uri, [{ range: at(0, 0, 0, 0), text: '# one more line\r\n' }]);
    const version = await server.version(uri, 3);
    expect(version.diagnostics.find(({ code }) => code === 'image-tag-latest')?.range).toEqual(
      at(7, 13, 7, 27),
    );
    server.change(uri, [{ range: at(7, 13, 7, 27), text: 'nginx:1' }]);
    await server.findings('a.yaml', []);
  });

  it('are those of the last of many fast edits', async () => {
    const uri = server.open('a.yaml', pod('nginx:1'));
    for (let count = 0; count < 200; count++)
      server.change(uri, [{ range: at(6, 20, 6, 20), text: String(count % 10) }]);
    const version = server.change(uri, pod('nginx'));
    const { diagnostics } = await server.version(uri, version);
    expect(diagnostics.map(({ code }) => code)).toContain('image-tag-latest');
  });

  it('do not suffer from broken documents among good ones', async () => {
    const documents = Array.from({ length: 10 }, (_, index) =>
      index === 2 || index === 7 ? broken(`b${index}`) : pod('nginx', `p${index}`),
    );
    server.open('a.yaml', documents.join('---\n'));
    const findings = await server.findings(
      'a.yaml',
      documents.map((text) => (text.includes('[') ? 'yaml-syntax' : 'image-tag-latest')),
    );
    expect(findings.filter(({ code }) => code === 'yaml-syntax')).toHaveLength(2);
  });

  it('depend on the other files', async () => {
    server.write('service.yaml', service('web'));
    server.watched(['service.yaml', 'created']);
    server.open('a.yaml', ingress('wob'));
    expect(await server.findings('a.yaml', ['dangling-ingress'])).toHaveLength(1);
  });

  it('come for JSON and for documents that were never saved', async () => {
    server.open(
      'pod.json',
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": "web", "image": "nginx"}]}}',
      'json',
    );
    await server.findings('pod.json', ['image-tag-latest']);
    server.open('untitled:Untitled-1', pod('nginx'));
    await server.findings('untitled:Untitled-1', ['image-tag-latest']);
    server.open('vscode-vfs://github/org/repo/a%20b.yaml', pod('nginx'));
    expect(
      await server.findings('vscode-vfs://github/org/repo/a%20b.yaml', ['image-tag-latest']),
    ).toHaveLength(1);
  });

  it('do not come for diffs, output, or YAML that is not Kubernetes', async () => {
    const quiet = [
      server.open('git:/a.yaml?ref=HEAD', pod('nginx')),
      server.open('output:/a.yaml', pod('nginx')),
      server.open('ci.yaml', 'on: push\non: pull\njobs: [\n'),
      server.open('package.json', '{"name": "a", "name": "b",', 'json'),
    ];
    server.open('z.yaml', pod('nginx'));
    await server.findings('z.yaml', ['image-tag-latest']);
    expect(quiet.flatMap((uri) => server.last(uri)?.diagnostics ?? [])).toEqual([]);
  });

  it('go back to the editor under the address that it uses, however it spells it', async () => {
    const spelled = server.uri('a+b (1).yaml').replace('+', '%2B').replace('(', '%28');
    server.open(spelled, pod('nginx'));
    await server.findings(spelled, ['image-tag-latest']);
    server.close(spelled);
    expect(await server.findings(spelled, [])).toHaveLength(0);
  });
});

describe('hostile input', () => {
  it('over 10 MB is not checked, and says so on its first line', async () => {
    const uri = server.open('a.yaml', pod('nginx') + '# padding\n'.repeat(5_000_000));
    const [finding] = await server.findings('a.yaml', ['file-too-large']);
    expect(finding).toMatchObject({ range: at(0, 0, 0, 14), severity: 3 });
    server.change(uri, pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
  }, 30_000);

  it.each([
    ['an alias bomb', `apiVersion: v1\nkind: ConfigMap\na: &a [x, x]\n${bomb(30)}`],
    ['deep nesting', `apiVersion: v1\nkind: Pod\nspec: ${'['.repeat(20_000)}`],
    ['an anchor that holds itself', 'apiVersion: v1\nkind: Pod\nspec: &a {b: *a}\n'],
    ['nothing but markers', '---\n'.repeat(5000)],
    ['control characters', 'apiVersion: v1\nkind: Pod\nmetadata: {name: "\u0000\u001b[31m\uFFFE"}\n'],
    ['half a surrogate pair', 'apiVersion: v1\nkind: Pod\nmetadata: {name: "\uD83D"}\n'],
    ['an object where a list belongs', 'apiVersion: v1\nkind: Pod\nspec: {containers: {0: {image: 1}}}\n'],
    ['a prototype key', 'apiVersion: v1\nkind: Pod\n__proto__: {a: 1}\nconstructor: {}\n'],
  ])('%s does not keep the server from the next document', async (_, text) => {
    const hostile = server.open('hostile.yaml', text);
    await server.request('textDocument/hover', {
      textDocument: { uri: hostile },
      position: { line: 2, character: 8 },
    });
    await server.codeActions(hostile, [2, 8]);
    server.open('good.yaml', pod('nginx'));
    expect(await server.findings('good.yaml', ['image-tag-latest'])).toHaveLength(1);
  });

  it.each([
    [
      'an unknown document',
      'textDocument/hover',
      { textDocument: { uri: 'file:///none.yaml' }, position: { line: 1, character: 1 } },
    ],
    [
      'a place beyond the end',
      'textDocument/hover',
      { textDocument: { uri: 'A' }, position: { line: 9999, character: 9999 } },
    ],
    [
      'an address that is none',
      'textDocument/codeAction',
      { textDocument: { uri: '%%%' }, range: at(0, 0, 0, 0), context: { diagnostics: [] } },
    ],
    ['a foreign code action', 'codeAction/resolve', { title: 'x', data: { kind: 'fixAll' } }],
  ])('%s is answered with nothing', async (_, method, params) => {
    const uri = server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
    const known = JSON.parse(JSON.stringify(params).replace('"A"', JSON.stringify(uri))) as {
      title?: string;
    };
    const answer = await server.request<unknown>(method, known);
    expect(answer === null || Array.isArray(answer) || known.title === 'x').toBe(true);
  });
});

function broken(name: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}\nspec: [\n`;
}

function bomb(depth: number): string {
  return Array.from(
    { length: depth },
    (_, index) => `${anchor(index + 1)}: &${anchor(index + 1)} [*${anchor(index)}, *${anchor(index)}]\n`,
  ).join('');
}

function at(
  line: number,
  character: number,
  endLine: number,
  endCharacter: number,
): object & { start: never; end: never } {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } } as never;
}

function anchor(index: number): string {
  return `a${'b'.repeat(index)}`;
}
