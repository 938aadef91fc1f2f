import type { Hover, MarkupContent, Range, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { list } from '../bench/manifests.ts';
import { pod, Server } from '../harness/server.ts';

let server: Server;
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  await server.stop();
});

async function hover(uri: string, line: number, character: number): Promise<string | undefined> {
  const params = { textDocument: { uri }, position: { line, character } };
  const answer = await server.request<Hover | null>('textDocument/hover', params);
  return (answer?.contents as MarkupContent | undefined)?.value;
}

describe('hover', () => {
  it('says what is wrong, why, and what to do, right behind an edit', async () => {
    const uri = server.open('a.yaml', pod('nginx:1'));
    server.change(uri, pod('nginx'));
    const text = await hover(uri, 6, 15);
    expect(text).toContain('**image-tag-latest**: The image has the tag');
    expect(text).toContain('*Why it matters:* `latest` is whatever was pushed last');
    expect(text).toContain('*What to do:* Name the version');
    expect(text).not.toContain('```');
    expect(text).toMatch(/\[More about `image-tag-latest`\]\(file:.*image-tag-latest\.md\)/);
    expect(text).toMatch(/---\n\n\*\*image\*\*: \*string\*/);
    expect(await hover(uri, 1, 1)).toContain('**Pod** `v1`');
  });

  it('tells of findings where they have moved to, in a text that takes long to check', async () => {
    const text = list(12_000).replace(/image: \S+/, 'image: nginx');
    const uri = server.open('a.yaml', text);
    await server.version(uri, 1);
    const line = text.slice(0, text.indexOf('image: nginx')).split('\n').length;
    await server.version(uri, server.change(uri, `# one\n${text}`));
    server.change(uri, `# one\n# two\n${text}`);
    expect(await hover(uri, line + 1, 22)).toContain('**image-tag-latest**');
  });

  it('shows a waived finding with its reason, and text of the manifest as it is', async () => {
    const comment =
      '    # kube-guardrails-disable-next-line image-tag-latest -- see [x](command:evil) <b>\n    - image';
    const uri = server.open('a.yaml', pod('nginx').replace('    - image', comment));
    const text = await hover(uri, 7, 15);
    expect(text).toContain(String.raw`*Waived:* see \[x\]\(command\:evil\) \<b\>`);
  });
});

const RIGHTS = `# Who builds.
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]
---

# Given to the builder.
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: builder-reads, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: builder, namespace: shop}]
`;

describe('hover of a ServiceAccount', () => {
  it('says what it may do by the manifests, with links to the roles in other files', async () => {
    const role = server.open('rights (old).yaml', RIGHTS);
    const manifest = pod('nginx:1').replace('spec:', 'spec:\n  serviceAccountName: builder');
    const uri = server.open('pod.yaml', manifest.replace('metadata:', 'metadata:\n  namespace: shop'));
    const line = 6;
    const text = await hover(uri, line, 26);
    expect(text).toContain('**serviceAccountName**');
    expect(text).toContain('**Careful:** it may read all **Secrets** in the namespace shop.');
    const address = role.replaceAll('(', '%28').replaceAll(')', '%29');
    expect(text).toContain(`get on **secrets**, in the namespace shop ([Role reader](${address}#L2))`);
  });
});

const CHAIN = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
spec:
  containers:
    - name: web
      image: web:1
      ports:
        - containerPort: 8080
      readinessProbe:
        httpGet: {path: /, port: 8080}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: 8080
`;

describe('renaming a port', () => {
  it('changes it at every place that speaks of it', async () => {
    const uri = server.open('a.yaml', CHAIN);
    const at = { textDocument: { uri }, position: { line: 10, character: 27 } };
    const prepared = await server.request<{ range: Range; placeholder: string } | null>(
      'textDocument/prepareRename',
      at,
    );
    expect(prepared).toEqual({
      range: { start: { line: 10, character: 25 }, end: { line: 10, character: 29 } },
      placeholder: '8080',
    });
    const edit = await server.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: '9090' });
    const [change] = edit.documentChanges as TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri, version: 1 });
    expect(change?.edits.map(({ range }) => range.start.line).toSorted((a, b) => a - b)).toEqual([
      10, 12, 22,
    ]);
    await expect(server.request('textDocument/rename', { ...at, newName: 'http' })).rejects.toThrow(
      'from 1 to 65535',
    );
  });

  it('is offered as an action where VS Code can start it', async () => {
    await server.stop();
    server = await Server.start({ initializationOptions: { pageLink: 'command:explain?{id}' } });
    const uri = server.open('a.yaml', CHAIN);
    const actions = await server.codeActions(uri, [10, 27], ['refactor']);
    expect(actions).toEqual([
      {
        title: 'Change this port everywhere',
        kind: 'refactor.rewrite',
        command: { title: 'Change this port everywhere', command: 'editor.action.rename' },
      },
    ]);
    expect(await server.codeActions(uri, [7, 13], ['refactor'])).toEqual([]);
  });

  it('is not offered elsewhere', async () => {
    const uri = server.open('a.yaml', CHAIN);
    const at = { textDocument: { uri }, position: { line: 7, character: 13 } };
    expect(await server.request('textDocument/prepareRename', at)).toBeNull();
  });
});
