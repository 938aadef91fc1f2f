import type { Status } from '../failure.ts';
import { ClusterFailure } from '../failure.ts';
import { MISTAKEN, mistakenObject } from './identity.ts';

/** What a failed attempt to reach a server means. */
export function explainNetworkError(error: unknown, server: string, proxy: URL | undefined): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const { code = '', message } = error as Partial<NodeJS.ErrnoException> & Error;
  const say = (kind: ClusterFailure['kind'], what: string, advice: string): ClusterFailure =>
    new ClusterFailure(kind, what, advice, { cause: error });
  if (CERTIFICATE.has(code)) {
    return say('certificate', `The certificate of ${server} is not trusted: ${message}.`, CERTIFICATE_ADVICE);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const advice =
      'Correct "server" in the kubeconfig, or name the certificate\'s name as "tls-server-name".';
    return say('certificate', `The certificate of ${server} is for another name.`, advice);
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return say('certificate', `The certificate of ${server} has expired.`, 'Have the cluster renew it.');
  }
  if (code === 'CERT_NOT_YET_VALID') {
    const advice = 'Check the clock of this machine, and that of the cluster.';
    return say('certificate', `The certificate of ${server} is not valid yet.`, advice);
  }
  if (CLIENT_REFUSED.test(code)) {
    return say(
      'unauthorized',
      'The cluster does not accept your client certificate, or wants one.',
      CLIENT_ADVICE,
    );
  }
  if (code.startsWith('HPE_')) {
    return say('server', `${server} does not answer as a web server does.`, NO_SERVER_ADVICE);
  }
  if (code.startsWith('Z_')) {
    return say('server', `The answer of ${server} cannot be unpacked.`, NO_SERVER_ADVICE);
  }
  const via = proxy ? ` through the proxy ${proxy.host}` : '';
  const reason = REASONS[code] ?? message;
  return say('unreachable', `${server} cannot be reached${via}: ${reason}.`, UNREACHABLE_ADVICE);
}

const CERTIFICATE = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
]);
const CERTIFICATE_ADVICE =
  'Check "certificate-authority" of the cluster in the kubeconfig: the server may have been set up anew.';
/** Alerts by which a server says that it wants a certificate, or another one (https://www.rfc-editor.org/rfc/rfc8446#section-6.2). */
const CLIENT_REFUSED =
  /^ERR_SSL_.*_ALERT_(?:BAD_CERTIFICATE|CERTIFICATE_|NO_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;
const CLIENT_ADVICE = 'Log in again, or have the kubeconfig written anew.';
const NO_SERVER_ADVICE = 'Check "server" in the kubeconfig, and what is between you and the cluster.';
const UNREACHABLE_ADVICE = 'Check that the cluster runs, and your network or VPN.';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network',
  EPIPE: 'the connection was cut',
  EPROTO: 'it does not speak TLS',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
};

/** What an answer that is no success means. */
export function explainStatus(code: number, body: string, action: string): ClusterFailure {
  const status = readStatus(body);
  const said = status?.message ?? body.trim().split('\n')[0]?.slice(0, 300) ?? '';
  const say = (kind: ClusterFailure['kind'], what: string, advice: string): ClusterFailure =>
    new ClusterFailure(kind, what, advice, status ? { status } : { status: { code } });
  const mistaken = status && mistakenObject(status);
  if (mistaken) return say('conflict', MISTAKEN[mistaken], 'Look at it again, and decide anew.');
  switch (code) {
    case 401:
      return say(
        'unauthorized',
        'The cluster does not accept your login.',
        'Log in again: it may have expired.',
      );
    case 400:
    case 422:
      return isDenied(said)
        ? denied(say, said)
        : say('invalid', said || `The cluster cannot read it (${code}).`, 'Correct the object.');
    case 409:
      return say(
        'conflict',
        said || 'It has changed meanwhile.',
        'Read it again and look what is different.',
      );
    case 403:
      if (isDenied(said)) return denied(say, said);
      return say(
        'forbidden',
        `You may not ${action}: ${said || 'forbidden'}.`,
        'Ask for a role that allows it.',
      );
    case 404:
      return say(
        'notFound',
        said === '' ? `There is nothing at ${action}.` : `${said}.`,
        'It may have been deleted.',
      );
    case 410:
      return say('gone', said || 'What was asked for is too old.', 'It is read again.');
    case 429: {
      const budget = status?.details?.causes?.find(({ reason }) => reason === 'DisruptionBudget');
      if (budget)
        return say('budget', `${budget.message ?? said}.`, 'Try again once more Pods of it are healthy.');
      return say('server', 'The cluster has too much to do.', 'Try again in a moment.');
    }
    default:
      // Server-side apply answers 500 to a value of the wrong type.
      if (said.includes('failed to create typed patch object'))
        return say('invalid', said, 'Correct the object.');
      if (said.includes('failed calling webhook')) return say('server', `${said}.`, WEBHOOK_ADVICE);
      return say('server', `The cluster answered ${code}${said ? `: ${said}` : ''}.`, 'Try again.');
  }
}

const WEBHOOK_ADVICE =
  'The cluster asks a webhook that gives no answer. Tell whoever keeps it, or try again.';

/** Whether a path of the API is one of Secrets. */
export function ofSecret(path: string): boolean {
  return /^\/api\/v1\/(?:namespaces\/[^/]+\/)?secrets(?:\/|$)/.test(path);
}

/** What a server says against a Secret, without the values that it quotes of it (`expected string, got &value.valueUnstructured{Value:1234}`). */
export function withoutValues(body: string): string {
  const status = readStatus(body);
  const message = status?.message?.replace(/(?<=, )got [\s\S]*/, 'got something else (its value is hidden)');
  return status && message !== undefined ? JSON.stringify({ ...status, message }) : '';
}

/** The Status that a body holds. */
export function readStatus(body: string): Status | undefined {
  try {
    const status = JSON.parse(body) as Status & { kind?: string };
    return status.kind === 'Status' ? status : undefined;
  } catch {
    return undefined;
  }
}

type Say = (kind: ClusterFailure['kind'], what: string, advice: string) => ClusterFailure;

/**
 * Admission says no with 403 or 422, as a missing right or a broken object do: only the words tell them apart
 * (https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/).
 */
function isDenied(said: string): boolean {
  return /admission webhook "[^"]*" denied|ValidatingAdmissionPolicy '[^']*'|exceeded quota|violates PodSecurity|denied (?:the )?request|is forbidden: (?!User ")/.test(
    said,
  );
}

function denied(say: Say, said: string): ClusterFailure {
  return say('denied', said, 'A rule of the cluster says no. Change the object, or ask who keeps the rule.');
}
