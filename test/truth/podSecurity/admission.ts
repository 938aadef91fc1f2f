import type { ApiServer } from '../../harness/cluster/apiServer.ts';
import type { PodSample } from './pods.ts';

export type Level = 'baseline' | 'restricted';

/** What the API server says of a pod; `undefined`: it is no valid pod, so admission does not get to see it. */
export type Verdict = { readonly level: Level; readonly reasons: readonly string[] }[] | undefined;

/** Namespaces of one version: one that enforces the restricted standard, and one that enforces the baseline and warns of the restricted. */
export class Admission {
  readonly #server: ApiServer;
  readonly #version: string;

  readonly #namespace: string;

  /** @param version a minor, such as `v1.25`, or `latest` */
  constructor(server: ApiServer, version: string, name = 'pods') {
    this.#server = server;
    this.#version = version;
    this.#namespace = `${name}-${version.replaceAll('.', '-')}`;
  }

  async prepare(): Promise<void> {
    await this.#createNamespace(this.#namespace, { enforce: 'baseline', warn: 'restricted' });
    await this.#createNamespace(`${this.#namespace}-restricted`, { enforce: 'restricted' });
  }

  async #createNamespace(name: string, levels: Readonly<Record<string, Level>>): Promise<void> {
    const labels = Object.entries(levels).flatMap(([mode, level]) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, this.#version],
    ]);
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: Object.fromEntries(labels) },
    };
    const { status, body } = await this.#send('POST', '/api/v1/namespaces', namespace);
    if (status !== 201) throw new Error(body);
  }

  /** The levels that a pod violates: the baseline standard, or if it keeps to that, perhaps the restricted. */
  async verdict({ text }: PodSample): Promise<Verdict> {
    return readVerdict(await this.#send('POST', this.#pods(this.#namespace), text));
  }

  /** The verdict where the restricted standard is enforced. */
  async strictVerdict({ text }: PodSample): Promise<Verdict> {
    return readVerdict(await this.#send('POST', this.#pods(`${this.#namespace}-restricted`), text));
  }

  /** The verdict on an ephemeral container that is added to a pod that keeps to every standard. */
  async ephemeralVerdict({ text }: PodSample): Promise<Verdict> {
    const { spec, ...pod } = JSON.parse(text) as { readonly spec: Record<string, unknown> };
    const { ephemeralContainers, ...before } = spec;
    const path = `/api/v1/namespaces/${this.#namespace}-restricted/pods`;
    const created = await this.#send('POST', path, { ...pod, spec: before });
    if (created.status !== 201 && created.status !== 409) throw new Error(created.body);
    const change = JSON.stringify({ spec: { ephemeralContainers } });
    return readVerdict(
      await this.#server.send('PATCH', `${path}/web/ephemeralcontainers?dryRun=All`, {
        type: 'application/strategic-merge-patch+json',
        text: change,
      }),
    );
  }

  /** The verdict on the template of an object that makes pods, of which admission only warns. */
  async templateVerdict({ text }: PodSample): Promise<Verdict> {
    const object = JSON.parse(text) as { readonly apiVersion: string; readonly kind: string };
    const group = object.apiVersion.includes('/') ? `/apis/${object.apiVersion}` : '/api/v1';
    const path = `${group}/namespaces/${this.#namespace}/${object.kind.toLowerCase()}s?dryRun=All`;
    return readVerdict(await this.#send('POST', path, text));
  }

  #pods(namespace: string): string {
    return `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
  }

  #send(method: string, path: string, body: unknown): ReturnType<ApiServer['send']> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return this.#server.send(method, path, { type: 'application/json', text });
  }
}

function readVerdict(reply: Awaited<ReturnType<ApiServer['send']>>): Verdict {
  const { status, body, warnings } = reply;
  if (status === 403) return violations((JSON.parse(body) as { readonly message: string }).message);
  if (status < 300) return warnings.flatMap(violations);
  if (status === 422 || status === 400) return undefined;
  throw new Error(`${status}: ${body}`);
}

/** `violates PodSecurity "baseline:v1.25": host namespaces (hostPID=true), privileged (container ...)` */
function violations(message: string): { level: Level; reasons: string[] }[] {
  const found = /violates? PodSecurity "(baseline|restricted):[^"]*": (.*)$/s.exec(message);
  if (!found) return [];
  const reasons = (found[2] ?? '').replaceAll(/ \((?:[^()"]|"[^"]*")*\)/g, '').split(', ');
  return [{ level: found[1] as Level, reasons: reasons.map(singular) }];
}

function singular(reason: string): string {
  return reason === 'forbidden AppArmor profiles' ? 'forbidden AppArmor profile' : reason;
}
