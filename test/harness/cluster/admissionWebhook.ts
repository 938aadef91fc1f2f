import type { ApiServer } from './apiServer.ts';
import { create } from './objects.ts';
import type { ScriptedServer } from './scriptedServer.ts';
import { reply, startScripted } from './scriptedServer.ts';

/** The part of an AdmissionReview that a webhook is sent (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/). */
interface Review {
  readonly request: {
    readonly uid: string;
    readonly dryRun?: boolean;
    readonly object: { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } };
  };
}

/** A webhook that refuses every ConfigMap, Pod and Deployment with the label `refuse`, in the words that a test has for its value. */
export async function serveWebhook(
  server: ApiServer,
  name: string,
  words: Readonly<Record<string, { readonly message?: string; readonly warnings?: readonly string[] }>>,
): Promise<ScriptedServer> {
  const webhook = await startScripted((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { uid, object } = (JSON.parse(Buffer.concat(chunks).toString()) as Review).request;
      const said = words[object.metadata.labels?.['refuse'] ?? ''] ?? {};
      const { message, warnings } = said;
      const status = message === undefined ? {} : { status: { code: 403, message } };
      const allowed = message === undefined;
      reply(response, {
        apiVersion: 'admission.k8s.io/v1',
        kind: 'AdmissionReview',
        response: { uid, allowed, ...status, ...(warnings ? { warnings } : {}) },
      });
    });
  });
  await create(server, '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: name.replaceAll('.', '-') },
    webhooks: [
      {
        name,
        clientConfig: {
          url: `${webhook.url}/validate`,
          caBundle: Buffer.from(webhook.authority).toString('base64'),
        },
        objectSelector: { matchExpressions: [{ key: 'refuse', operator: 'In', values: Object.keys(words) }] },
        rules: [
          {
            apiGroups: ['', 'apps'],
            apiVersions: ['*'],
            operations: ['*'],
            resources: ['configmaps', 'pods', 'deployments'],
          },
        ],
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Fail',
      },
    ],
  });
  return webhook;
}
