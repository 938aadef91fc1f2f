import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import type { Cluster, User } from '../kubeconfig/kubeconfig.ts';
import type { ExecCredential } from './execPlugin.ts';
import { runExecPlugin } from './execPlugin.ts';
import { impersonationHeaders } from './impersonation.ts';
import { refreshOidcToken } from './oidc.ts';
import { readPem } from './pem.ts';

/** What a request needs to be let in. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly certificate: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/** How long a token file is believed, in milliseconds. */
const TOKEN_FILE_LIFE = 60_000;
/** A credential is renewed this long before it expires, in milliseconds. */
const MARGIN = 10_000;

/**
 * The credentials of a kubeconfig user. They are fetched once however many requests wait for them, kept until they expire, and
 * fetched again after `refuse`.
 */
export class UserCredentials {
  readonly #user: User;
  readonly #cluster: Cluster;
  #current: { readonly value: Promise<Credentials>; expires: number } | undefined;

  constructor(user: User, cluster: Cluster) {
    this.#user = user;
    this.#cluster = cluster;
  }

  /** Whether asking anew may give others. */
  get renewable(): boolean {
    const { token, tokenFile, exec, authProvider } = this.#user;
    return token === undefined && Boolean(tokenFile ?? exec ?? authProvider);
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
    if (current && (await current.value.catch(() => undefined)) === credentials) this.#current = undefined;
  }

  async #fetch(expire: (at: number) => void): Promise<Credentials> {
    const user = this.#user;
    const [certificate, key] = await Promise.all([readPem(user.certificate), readPem(user.key)]);
    const fixed = { certificate, key, headers: impersonationHeaders(user.impersonate) };
    if (user.token !== undefined) return bearer(fixed, user.token);
    if (user.tokenFile !== undefined) {
      expire(Date.now() + TOKEN_FILE_LIFE);
      return bearer(fixed, await readToken(user.tokenFile));
    }
    if (user.username !== undefined && user.password !== undefined) {
      const basic = Buffer.from(`${user.username}:${user.password}`).toString('base64');
      return { ...fixed, headers: { ...fixed.headers, authorization: `Basic ${basic}` } };
    }
    if (certificate) return fixed;
    if (user.exec) {
      const credential = await runExecPlugin(user.exec, this.#cluster);
      if (credential.expires !== undefined) expire(credential.expires - MARGIN);
      return fromPlugin(fixed, credential);
    }
    if (user.authProvider) {
      const { token, expires } = await refreshOidcToken(user.authProvider);
      if (expires !== undefined) expire(expires - MARGIN);
      return bearer(fixed, token);
    }
    return fixed;
  }
}

function bearer(credentials: Credentials, token: string): Credentials {
  return { ...credentials, headers: { ...credentials.headers, authorization: `Bearer ${token}` } };
}

function fromPlugin(fixed: Credentials, { token, certificate, key }: ExecCredential): Credentials {
  const own =
    certificate && key ? { certificate: Buffer.from(certificate), key: Buffer.from(key) } : undefined;
  const credentials = { ...fixed, ...own };
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
