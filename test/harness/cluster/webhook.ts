import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { makeCertificate } from '../certificates.ts';
import type { ApiServer } from './apiServer.ts';
import { create } from './objects.ts';

/** What the API server asks (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/). */
export interface Asked {
  readonly uid: string;
  readonly name: string;
  readonly dryRun?: boolean;
}

/** What is answered; nothing at all where it is `undefined`. */
export type Verdict =
  | { readonly allowed: boolean; readonly status?: { readonly message: string } }
  | undefined;

const CONFIGURATIONS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

/** A webhook that judges ConfigMaps with the label `webhook` of its name. */
export async function startWebhook(
  server: ApiServer,
  name: string,
  judge: (asked: Asked) => Verdict | Promise<Verdict>,
): Promise<void> {
  const authority = makeCertificate({ name: 'webhooks' });
  const { cert, key } = makeCertificate({ name: 'webhook', by: authority });
  const webhook = createServer({ cert, key }, (request, response) => {
    // A server that asks no longer has not said all of its question.
    void text(request).then(
      (body) => (request.complete && body !== '' ? answer(response, body) : undefined),
      () => undefined,
    );
  });
  const answer = async (response: ServerResponse, body: string): Promise<void> => {
    const { request: asked } = JSON.parse(body) as { readonly request: Asked };
    const verdict = await judge(asked);
    if (!verdict) return;
    const review = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid: asked.uid, ...verdict },
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(review));
  };
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await server.send('DELETE', `${CONFIGURATIONS}/${name}`);
    webhook.closeAllConnections();
    webhook.close();
  });
  const { port } = webhook.address() as AddressInfo;
  await create(server, CONFIGURATIONS, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: `${name}.example.com`,
        rules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['configmaps'],
          },
        ],
        objectSelector: { matchLabels: { webhook: name } },
        clientConfig: {
          url: `https://127.0.0.1:${port}/`,
          caBundle: Buffer.from(authority.cert).toString('base64'),
        },
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        timeoutSeconds: 1,
      },
    ],
  });
}
