import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { ClusterFailure } from '../failure.ts';
import type { AuthProvider } from '../kubeconfig/kubeconfig.ts';

export interface OidcToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number | undefined;
}

/** What was refreshed in this session, by the kubeconfig's refresh token: kubeconfig files are never written. */
const refreshed = new Map<string, { readonly idToken: string; readonly refreshToken: string }>();

/**
 * The ID token of an `oidc` auth provider, refreshed once it has expired
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens).
 */
export async function refreshOidcToken({ name, config }: AuthProvider): Promise<OidcToken> {
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
  if (idToken && expiryOf(idToken) > Date.now()) return { token: idToken, expires: expiryOf(idToken) };
  const [issuer, clientId] = [config['idp-issuer-url'], config['client-id']];
  const refreshToken = known?.refreshToken ?? config['refresh-token'];
  if (!issuer || !clientId || !refreshToken) {
    throw new ClusterFailure('plugin', 'The login has expired and cannot be renewed.', 'Log in again.');
  }
  try {
    const openid = await import('openid-client');
    const fetch = await trustedFetch(config);
    const client = await openid.discovery(
      new URL(issuer),
      clientId,
      config['client-secret'] || undefined,
      undefined,
      {
        ...(fetch ? { [openid.customFetch]: fetch } : {}),
        ...(issuer.startsWith('http://') ? { execute: [openid.allowInsecureRequests] } : {}),
      },
    );
    const answer = await openid.refreshTokenGrant(client, refreshToken);
    if (!answer.id_token) throw new Error('the answer holds no id_token');
    refreshed.set(key, { idToken: answer.id_token, refreshToken: answer.refresh_token ?? refreshToken });
    return { token: answer.id_token, expires: expiryOf(answer.id_token) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The login at ${issuer} cannot be renewed: ${reason}.`;
    throw new ClusterFailure('plugin', message, 'Log in again.', { cause: error });
  }
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

type Fetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: unknown },
) => Promise<Response>;

/** Node's own `fetch` knows no further authorities, so a provider with one of its own is asked by `https`. */
async function trustedFetch(config: AuthProvider['config']): Promise<Fetch | undefined> {
  const [data, file] = [config['idp-certificate-authority-data'], config['idp-certificate-authority']];
  const ca = data ? Buffer.from(data, 'base64') : file ? await readFile(file) : undefined;
  if (!ca) return undefined;
  const agent = new Agent({ ca });
  return (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      const call = request(url, { method, headers, agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () => {
          const type = response.headers['content-type'] ?? 'application/json';
          const init = { status: response.statusCode ?? 500, headers: { 'content-type': type } };
          resolve(new Response(Buffer.concat(parts), init));
        });
      });
      call.once('error', reject);
      call.end(body === undefined || body === null ? undefined : (body as string));
    });
}
