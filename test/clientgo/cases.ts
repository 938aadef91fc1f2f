import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Kubeconfig files in a folder, and what says which of them count. `expected.jsonl` holds what client-go makes of each case. */
export interface KubeconfigCase {
  readonly files: Readonly<Record<string, string>>;
  /** Entries of KUBECONFIG, in the folder; without it, `.kube/config` there counts. */
  readonly listed?: readonly string[];
  /** The file that was asked for by name. */
  readonly explicit?: string;
  /** Why we call other contexts usable than client-go does. */
  readonly differs?: string;
}

const cluster = (name: string, rest = `server: "https://${name}:6443"`) =>
  `clusters: [{ name: ${name}, cluster: { ${rest} } }]\n`;
const user = (name: string, rest = `token: t-${name}`) => `users: [{ name: ${name}, user: { ${rest} } }]\n`;
const context = (name: string, rest = `cluster: ${name}, user: ${name}`) =>
  `contexts: [{ name: ${name}, context: { ${rest} } }]\n`;
const whole = (name: string) => cluster(name) + user(name) + context(name);
const current = (name: string) => `current-context: ${name}\n`;
const me = (rest: string) => ({ files: { a: cluster('a') + user('a', rest) + context('a') }, listed: ['a'] });
const at = (rest: string) => ({ files: { a: cluster('a', rest) + user('a') + context('a') }, listed: ['a'] });
const exec = (rest: string) => me(`exec: { ${rest} }`);
const V1 = 'apiVersion: client.authentication.k8s.io/v1';
const PATHS = cluster('a', 'server: "https://a", certificate-authority: pki/ca.crt');

export const KUBECONFIG_CASES: Readonly<Record<string, KubeconfigCase>> = {
  // Which files count
  'the file in the home folder': { files: { '.kube/config': whole('home') } },
  'no file at all': { files: {} },
  'KUBECONFIG instead of the home folder': {
    files: { '.kube/config': whole('home'), a: whole('a') },
    listed: ['a'],
  },
  'KUBECONFIG that names nothing that exists': { files: { '.kube/config': whole('home') }, listed: ['none'] },
  'KUBECONFIG of separators only': { files: { '.kube/config': whole('home') }, listed: ['', ''] },
  'two files': { files: { a: whole('a'), b: whole('b') }, listed: ['a', 'b'] },
  'an empty entry between two': { files: { a: whole('a'), b: whole('b') }, listed: ['a', '', 'b'] },
  'a missing file between two': { files: { a: whole('a'), b: whole('b') }, listed: ['a', 'none', 'b'] },
  'a file that is listed twice': { files: { a: whole('a'), b: whole('b') }, listed: ['a', 'b', 'a'] },
  'an explicit file alone': { files: { a: whole('a'), b: whole('b') }, listed: ['a'], explicit: 'b' },
  'an explicit file that is missing': { files: { a: whole('a') }, listed: ['a'], explicit: 'none' },
  'a folder instead of a file': { files: { 'b/config': whole('x'), a: whole('a') }, listed: ['b', 'a'] },
  'an empty file': { files: { a: '', b: whole('b') }, listed: ['a', 'b'] },
  'a file of comments': { files: { a: '# nothing\n', b: whole('b') }, listed: ['a', 'b'] },
  'a file that is no YAML': { files: { a: 'contexts: [{', b: whole('b') }, listed: ['a', 'b'] },
  'a file that is a list': { files: { a: '- a\n', b: whole('b') }, listed: ['a', 'b'] },
  'a file that is a text': { files: { a: 'hello\n', b: whole('b') }, listed: ['a', 'b'] },
  'an explicit file that is no YAML': { files: { a: whole('a'), b: '{' }, listed: ['a'], explicit: 'b' },
  'a file in JSON': {
    files: { a: '{"current-context":"a","contexts":[{"name":"a","context":{"cluster":"a","user":"a"}}]}' },
    listed: ['a'],
  },
  'kind and version': {
    files: { a: `apiVersion: v1\nkind: Config\npreferences: {}\n${whole('a')}` },
    listed: ['a'],
  },
  'another kind': {
    files: { a: `apiVersion: v1\nkind: Pod\n${whole('a')}`, b: whole('b') },
    listed: ['a', 'b'],
  },
  'another version': {
    files: { a: `apiVersion: v2\nkind: Config\n${whole('a')}`, b: whole('b') },
    listed: ['a', 'b'],
  },
  'unknown fields': { files: { a: `colour: red\n${whole('a')}` }, listed: ['a'] },
  'a second document': { files: { a: `${whole('a')}---\n${whole('b')}` }, listed: ['a'] },

  // How they are merged
  'two users of one name': {
    files: { a: whole('a') + current('a'), b: user('a', 'username: x, password: p') },
    listed: ['a', 'b'],
  },
  'what the first entry lacks is not filled in': {
    files: { a: user('a', 'tokenFile: /t'), b: user('a', 'token: x') },
    listed: ['a', 'b'],
  },
  'an empty first entry hides the second': { files: { a: user('a', ''), b: whole('a') }, listed: ['a', 'b'] },
  'two clusters of one name': {
    files: {
      a: cluster('a', 'server: "https://one"'),
      b: cluster('a', 'server: "https://two", tls-server-name: x'),
    },
    listed: ['a', 'b'],
  },
  'two contexts of one name': {
    files: { a: context('a', 'cluster: x, user: x'), b: context('a', 'cluster: b, user: b, namespace: z') },
    listed: ['a', 'b'],
  },
  'parts of a context in three files': {
    files: { a: context('a'), b: cluster('a'), c: user('a') },
    listed: ['a', 'b', 'c'],
  },
  'the first current context': {
    files: { a: whole('a') + current('a'), b: whole('b') + current('b') },
    listed: ['a', 'b'],
  },
  'the first current context that is not empty': {
    files: { a: current('""'), b: current('b'), c: current('c') },
    listed: ['a', 'b', 'c'],
  },
  'a current context that is not there': { files: { a: whole('a') + current('gone') }, listed: ['a'] },
  'a name twice in a file': {
    files: { a: 'users: [{ name: a, user: { token: x } }, { name: a, user: { token: z } }]', b: whole('b') },
    listed: ['a', 'b'],
  },
  'names that differ in case': { files: { a: whole('a'), b: whole('A') }, listed: ['a', 'b'] },
  'an entry without a name': {
    files: { a: 'users: [{ user: { token: x } }]', b: whole('b') },
    listed: ['a', 'b'],
  },
  'lists that are null': { files: { a: `users:\ncontexts:\nclusters:\n${current('a')}` }, listed: ['a'] },
  'an entry that is null': {
    files: { a: 'users: [{ name: a, user: null }]\ncontexts: [{ name: a }]' },
    listed: ['a'],
  },
  'a list that is a map': { files: { a: 'users: { a: { token: x } }', b: whole('b') }, listed: ['a', 'b'] },
  'a name that is a number': { files: { a: user('1'), b: whole('b') }, listed: ['a', 'b'] },
  'a name that YAML 1.1 takes for a truth value': {
    files: { a: user('yes'), b: whole('b') },
    listed: ['a', 'b'],
  },
  'a text that looks like a time': { files: { a: user('a', 'token: 2001-01-01') }, listed: ['a'] },
  'a text that looks like base 60': { files: { a: user('a', 'token: 12:30:45') }, listed: ['a'] },
  'a list of texts with a number': {
    files: { a: user('a', 'as: a, as-groups: [1]'), b: whole('b') },
    listed: ['a', 'b'],
  },
  'anchors and merge keys': {
    files: { a: `x: &x { token: one }\nusers: [{ name: a, user: { <<: *x } }]\n` },
    listed: ['a'],
  },

  // Paths
  'paths start at the folder of their file': { files: { 'team/config': PATHS }, listed: ['team/config'] },
  'paths upwards': {
    files: { 'team/config': user('a', 'client-certificate: ../me.crt, client-key: ./me.key') },
    listed: ['team/config'],
  },
  'absolute paths': {
    files: { a: user('a', 'client-certificate: /etc/me.crt, client-key: /etc/me.key') },
    listed: ['a'],
  },
  'the path of a token file': {
    files: { 'team/config': user('a', 'tokenFile: token') },
    listed: ['team/config'],
  },
  'a command with a folder': exec(`${V1}, command: ./bin/login, interactiveMode: Never`),
  'a command without one': exec(`${V1}, command: login, interactiveMode: Never`),
  'an absolute command': exec(`${V1}, command: /usr/bin/login, interactiveMode: Never`),
  'files of two folders': {
    files: {
      'one/c': cluster('a', 'server: "https://a", certificate-authority: ca.crt'),
      'two/c': user('a', 'tokenFile: t'),
    },
    listed: ['one/c', 'two/c'],
  },

  // Fields
  'what a cluster may say': at(
    'server: "https://a/k8s", tls-server-name: b, insecure-skip-tls-verify: true, proxy-url: "socks5://p:1080"',
  ),
  'a truth value of YAML 1.1': at('server: "https://a", insecure-skip-tls-verify: yes'),
  'certificate data': at('server: "https://a", certificate-authority-data: aGVsbG8='),
  'certificate data that is no base64': {
    files: { a: cluster('a', 'server: "https://a", certificate-authority-data: "%%"'), b: whole('b') },
    listed: ['a', 'b'],
  },
  'token and token file': me('token: one, tokenFile: /none'),
  'a token that is a number': { files: { a: user('a', 'token: 12345'), b: whole('b') }, listed: ['a', 'b'] },
  'a name and a password': me('username: u, password: p'),
  'a password without a name': me('password: p'),
  impersonation: me(
    'token: x, as: jane, as-uid: "7", as-groups: [a, b], as-user-extra: { scopes: [one, two] }',
  ),
  'a command of v1': exec(
    `${V1}, command: c, args: [a, b], env: [{ name: A, value: b }], provideClusterInfo: true, interactiveMode: Always, installHint: get it`,
  ),
  'a command of v1beta1': exec(
    `apiVersion: client.authentication.k8s.io/v1beta1, command: c, args: null, env: null`,
  ),
  'an OIDC provider': me(
    'auth-provider: { name: oidc, config: { client-id: a, idp-issuer-url: "https://i" } }',
  ),
  'what a plugin is told of the cluster': at(
    'server: "https://a", extensions: [{ name: client.authentication.k8s.io/exec, extension: { audience: x } }]',
  ),

  // Which contexts can be used
  'a namespace': {
    files: { a: cluster('a') + user('a') + context('a', 'cluster: a, user: a, namespace: shop') },
    listed: ['a'],
  },
  'no namespace': { files: { a: whole('a') }, listed: ['a'] },
  'a context without a user': { files: { a: cluster('a') + context('a', 'cluster: a') }, listed: ['a'] },
  'a context without a cluster': { files: { a: user('a') + context('a', 'user: a') }, listed: ['a'] },
  'a user that is not there': {
    files: { a: cluster('a') + context('a') },
    listed: ['a'],
    differs: 'client-go goes on as nobody; we say what is missing',
  },
  'a cluster that is not there': { files: { a: user('a') + context('a') }, listed: ['a'] },
  'a cluster without an address': at('tls-server-name: x'),
  'a proxy that cannot be used': at('server: "https://a", proxy-url: "ftp://p"'),
  'groups without a user to be': me('token: x, as-groups: [a]'),
  'a certificate without a key': me('client-certificate-data: aGVsbG8='),
  'a command and an auth provider': me(
    `exec: { ${V1}, command: c, interactiveMode: Never }, auth-provider: { name: oidc, config: { client-id: a } }`,
  ),
  'no command': exec(`${V1}, interactiveMode: Never`),
};

/** A case in a folder of its own, until `remove`. */
export interface Written {
  readonly folder: string;
  readonly env: { readonly KUBECONFIG: string };
  readonly home: string;
  readonly explicit: string;
  /** Of its files. */
  hashes(): readonly string[];
  remove(): void;
}

export function writeCase({ files, listed, explicit }: KubeconfigCase): Written {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-kubeconfig-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const entries = listed?.map((entry) => (entry === '' ? '' : join(folder, entry))) ?? [];
  return {
    folder,
    env: { KUBECONFIG: entries.join(delimiter) },
    home: folder,
    explicit: explicit === undefined ? '' : join(folder, explicit),
    hashes: () =>
      Object.keys(files).map((file) =>
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
