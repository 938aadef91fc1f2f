import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { ClusterFailure } from '../failure.ts';

interface Pair {
  readonly certificate: Buffer | undefined;
  readonly key: Buffer | undefined;
}

const ADVICE = 'Log in again, or have the kubeconfig written anew.';

/** Throws where a client certificate cannot be shown at all, before a connection fails on it in OpenSSL's words. */
export function checkPair({ certificate, key }: Pair): void {
  if (!certificate || !key) return;
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    const { code, reason } = error as NodeJS.ErrnoException & { readonly reason?: string };
    const why =
      code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
        ? 'they do not belong together'
        : code === 'ERR_OSSL_PEM_NO_START_LINE'
          ? 'one of them is not in PEM'
          : (reason ?? 'one of them cannot be read');
    throw new ClusterFailure(
      'config',
      `The client certificate and its key cannot be used: ${why}.`,
      'Have the kubeconfig, or the files that it names, written anew.',
      { cause: error },
    );
  }
}

/**
 * What a refused login means for who showed a client certificate. API servers say no more than 401
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates).
 */
export function explainRefusal(
  failure: ClusterFailure,
  { certificate }: Pair,
  now = Date.now(),
): ClusterFailure {
  const shown = certificate && new X509Certificate(certificate);
  if (!shown || failure.kind !== 'unauthorized') return failure;
  const rest = failure.status ? { status: failure.status } : {};
  const say = (why: string): ClusterFailure =>
    new ClusterFailure('unauthorized', `The cluster does not accept your login: ${why}.`, ADVICE, rest);
  const [from, to] = [shown.validFromDate, shown.validToDate];
  if (to.getTime() < now) return say(`your client certificate expired on ${dayOf(to)}`);
  if (from.getTime() > now) return say(`your client certificate does not count before ${dayOf(from)}`);
  const signer = /^CN=(.*)$/m.exec(shown.issuer)?.[1] ?? shown.issuer;
  return say(`it may not know "${signer}", which has signed your client certificate`);
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
