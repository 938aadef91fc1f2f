import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import type { AuthProvider } from '../kubeconfig/kubeconfig.ts';
import type { Environment } from '../transport/proxy.ts';
import type { JsonAnswer } from './fetchJson.ts';
import { fetchJson } from './fetchJson.ts';

export interface OidcToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number | undefined;
}

interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
}

/** What was refreshed in this session, by the kubeconfig's refresh token: kubeconfig files are never written. */
const refreshed = new Map<string, Tokens>();

/**
 * The ID token of an `oidc` auth provider, refreshed once it has expired or was refused
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens).
 */
export async function oidcToken(
  { name, config }: AuthProvider,
  env: Environment,
  isRefused = false,
): Promise<OidcToken> {
  if (name !== 'oidc') {
    throw new ClusterFailure(
      'config',
      `Kubernetes has removed the auth provider "${name}" that the kubeconfig uses.`,
      'Have the kubeconfig written anew by the tool of your provider; it will use a credential plugin.',
    );
  }
  const key = config['refresh-token'] ?? '';
  const known = refreshed.get(key);
  const idToken = known?.idToken ?? config['id-token'];
  if (idToken && !isRefused && expiryOf(idToken) > Date.now()) {
    return { token: idToken, expires: expiryOf(idToken) };
  }
  const refreshToken = known?.refreshToken ?? key;
  const [issuer, clientId] = [config['idp-issuer-url'], config['client-id']];
  if (!issuer || !clientId || !refreshToken) {
    throw new ClusterFailure('plugin', 'The login has expired and cannot be renewed.', 'Log in again.');
  }
  try {
    const tokens = await refresh(issuer, clientId, refreshToken, config, env);
    refreshed.set(key, tokens);
    return { token: tokens.idToken, expires: expiryOf(tokens.idToken) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The login at ${issuer} cannot be renewed: ${reason}.`;
    throw new ClusterFailure('plugin', message, 'Log in again.', { cause: error });
  }
}

/** https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokens */
async function refresh(
  issuer: string,
  clientId: string,
  refreshToken: string,
  config: AuthProvider['config'],
  env: Environment,
): Promise<Tokens> {
  const [data, file] = [config['idp-certificate-authority-data'], config['idp-certificate-authority']];
  const ca = data ? Buffer.from(data, 'base64') : file ? await readFile(file) : undefined;
  const ask = (url: string, form?: Record<string, string>, authorization?: string): Promise<JsonAnswer> =>
    fetchJson(new URL(url), { ca, env, form, authorization });
  const { body } = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const endpoint = body['token_endpoint'];
  if (typeof endpoint !== 'string') throw new Error('it names no token_endpoint');
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const secret = config['client-secret'];
  const ways: readonly (() => Promise<JsonAnswer>)[] = [
    ...(secret ? [() => ask(endpoint, form, basic(clientId, secret))] : []),
    () => ask(endpoint, { ...form, client_id: clientId, ...(secret ? { client_secret: secret } : {}) }),
  ];
  let reason = 'no answer';
  // Providers take the secret in the header, which is the standard's default, or in the form.
  for (const way of ways) {
    const answer = await way();
    const { id_token: idToken, refresh_token: next = refreshToken } = answer.body;
    if (answer.status === 200 && typeof idToken === 'string' && typeof next === 'string') {
      return { idToken, refreshToken: next };
    }
    const said = [answer.body['error_description'], answer.body['error']].find(
      (one) => typeof one === 'string',
    );
    reason = answer.status === 200 ? 'the answer holds no id_token' : `${answer.status} ${said ?? ''}`.trim();
  }
  throw new Error(reason);
}

function basic(user: string, password: string): string {
  const pair = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** When a JSON Web Token expires, in milliseconds since 1970; 0 for one that cannot be read. */
function expiryOf(token: string): number {
  try {
    const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      exp?: number;
    };
    return (payload.exp ?? 0) * 1000;
  } catch {
    return 0;
  }
}
