import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import type { Cluster, User } from '../kubeconfig/kubeconfig.ts';
import { checkPair } from './clientCertificate.ts';
import type { ExecCredential } from './execPlugin.ts';
import type { PluginSurroundings } from './execPlugin.ts';
import { runExecPlugin } from './execPlugin.ts';
import { impersonationHeaders } from './impersonation.ts';
import { oidcToken } from './oidc.ts';
import { readPem } from './pem.ts';

/** What a request needs to be let in. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly certificate: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/** How long files with tokens and certificates are believed, in milliseconds. */
const FILE_LIFE = 60_000;
/** A credential is renewed this long before it expires, in milliseconds. */
const MARGIN = 10_000;

/**
 * The credentials of a kubeconfig user. They are fetched once however many requests wait for them, kept until they expire, and
 * fetched again after `refuse`.
 */
export class UserCredentials {
  readonly #user: User;
  readonly #cluster: Cluster;
  readonly #surroundings: PluginSurroundings;
  #isRefused = false;
  #current: { readonly value: Promise<Credentials>; expires: number } | undefined;

  constructor(user: User, cluster: Cluster, surroundings: PluginSurroundings) {
    this.#user = user;
    this.#cluster = cluster;
    this.#surroundings = surroundings;
  }

  /** Whether asking anew may give others. */
  get renewable(): boolean {
    const { token, tokenFile, username, password, certificate, key, exec, authProvider } = this.#user;
    if (tokenFile ?? certificate?.file ?? key?.file) return true;
    return !(token ?? username ?? password ?? certificate) && Boolean(exec ?? authProvider);
  }

  get(): Promise<Credentials> {
    if (this.#current && Date.now() < this.#current.expires) return this.#current.value;
    const entry = { value: this.#fetch((expires) => (entry.expires = expires)), expires: Infinity };
    this.#current = entry;
    entry.value.catch(() => {
      if (this.#current === entry) this.#current = undefined;
    });
    return entry.value;
  }

  /** The server did not take these: the next call fetches others. */
  async refuse(credentials: Credentials): Promise<void> {
    const current = this.#current;
    if (current && (await current.value.catch(() => undefined)) !== credentials) return;
    if (this.#current !== current) return;
    this.#current = undefined;
    this.#isRefused = true;
  }

  /** In client-go's order: a plugin runs only where the kubeconfig holds nothing else. */
  async #fetch(expire: (at: number) => void): Promise<Credentials> {
    const user = this.#user;
    const isRefused = this.#isRefused;
    this.#isRefused = false;
    const expireEarly = (expires = Infinity): void => {
      const now = Date.now();
      expire(expires - Math.min(MARGIN, Math.max(0, expires - now) / 10));
    };
    const [certificate, key] = await Promise.all([readPem(user.certificate), readPem(user.key)]);
    if (user.certificate?.file ?? user.key?.file ?? user.tokenFile) expire(Date.now() + FILE_LIFE);
    const fixed = { certificate, key, headers: impersonationHeaders(user.impersonate) };
    checkPair(fixed);
    const token = await tokenOf(user);
    if (token !== undefined) return bearer(fixed, token);
    const { username, password, exec, authProvider } = user;
    if (username ?? password) {
      const basic = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
      return { ...fixed, headers: { ...fixed.headers, authorization: `Basic ${basic}` } };
    }
    if (certificate) return fixed;
    if (exec) {
      const credential = await runExecPlugin(exec, this.#cluster, this.#surroundings);
      expireEarly(credential.expires);
      return fromPlugin(fixed, credential);
    }
    if (authProvider) {
      const { token: idToken, expires } = await oidcToken(authProvider, this.#surroundings.env, isRefused);
      expireEarly(expires);
      return bearer(fixed, idToken);
    }
    return fixed;
  }
}

/** What a token file holds wins over a token, as long as it can be read. */
async function tokenOf({ token, tokenFile }: User): Promise<string | undefined> {
  if (tokenFile === undefined) return token;
  return token === undefined ? readToken(tokenFile) : readToken(tokenFile).catch(() => token);
}

function bearer(credentials: Credentials, token: string): Credentials {
  if (!/^[\x21-\x7E]+$/.test(token)) {
    throw new ClusterFailure(
      'config',
      'The token for the cluster holds spaces, line breaks or other characters that no token has.',
      'Log in again, or have the kubeconfig written anew.',
    );
  }
  return { ...credentials, headers: { ...credentials.headers, authorization: `Bearer ${token}` } };
}

function fromPlugin(fixed: Credentials, { token, certificate, key }: ExecCredential): Credentials {
  const own =
    certificate && key ? { certificate: Buffer.from(certificate), key: Buffer.from(key) } : undefined;
  const credentials = { ...fixed, ...own };
  checkPair(credentials);
  return token === undefined ? credentials : bearer(credentials, token);
}

async function readToken(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ClusterFailure(
      'config',
      `The token file ${file} cannot be read.`,
      'Correct its path in the kubeconfig.',
      {
        cause: error,
      },
    );
  });
  const token = text.trim();
  if (token !== '') return token;
  throw new ClusterFailure('config', `The token file ${file} is empty.`, 'Have its token written again.');
}
