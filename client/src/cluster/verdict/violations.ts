import type { Json } from '../look/comparable.ts';
import { asMap, mapsIn } from '../look/comparable.ts';
import { collectionPath } from '../resources/address.ts';
import { itemsOf } from '../resources/pages.ts';
import type { Session } from '../session.ts';
import { mentionedPaths, mentionedValues } from './mentions.ts';
import type { Saying, Subject } from './saying.ts';

/** What a policy of the cluster has found wrong with an object that is there. */
export interface Violation {
  readonly kind: string;
  readonly name: string;
  /** Missing where the object lies in none. */
  readonly namespace?: string;
  readonly message: string;
  /** Such as `Gatekeeper must-have-team` or `require-labels / check-team`. */
  readonly by: string;
}

/** Everything that policies have written down about objects of a cluster. */
export class Violations {
  readonly #byObject: ReadonlyMap<string, readonly Violation[]>;

  constructor(all: readonly Violation[]) {
    this.#byObject = Map.groupBy(all, keyOf);
  }

  of(object: Subject): readonly Violation[] {
    return this.#byObject.get(keyOf(object)) ?? [];
  }
}

function keyOf({ kind, name = '', namespace = '' }: Subject): string {
  return `${kind}/${namespace}/${name}`;
}

/** How long what was read is believed, in milliseconds: both tools write every minute or less often. */
const LIFE = 60_000;
const known = new WeakMap<Session, { readonly value: Promise<Violations>; readonly at: number }>();

/**
 * What the policies of a cluster have found: violations that Gatekeeper's audit wrote into its constraints
 * (https://open-policy-agent.github.io/gatekeeper/website/docs/audit/), and results in policy reports, as of Kyverno
 * (https://github.com/kubernetes-sigs/wg-policy-prototypes, https://openreports.io). What may not be read is left out; a cluster without
 * such kinds is not asked anything.
 */
export function violationsOf(session: Session): Promise<Violations> {
  const last = known.get(session);
  if (last && performance.now() - last.at < LIFE) return last.value;
  const value = read(session);
  const entry = { value, at: performance.now() };
  known.set(session, entry);
  value.catch(() => {
    if (known.get(session) === entry) known.delete(session);
  });
  return value;
}

const REPORT_GROUPS = new Set(['wgpolicyk8s.io', 'openreports.io']);
const REPORTS = new Set(['PolicyReport', 'ClusterPolicyReport', 'Report', 'ClusterReport']);
const CONSTRAINTS = 'constraints.gatekeeper.sh';

async function read(session: Session): Promise<Violations> {
  const { types } = await session.discovery();
  const found: Violation[] = [];
  const readers = types.flatMap((type) => {
    if (!type.verbs.includes('list')) return [];
    const isReport = REPORT_GROUPS.has(type.group) && REPORTS.has(type.kind);
    const violations = type.group === CONSTRAINTS ? ofConstraint : isReport ? ofReport : undefined;
    return violations ? [{ path: collectionPath(type), violations }] : [];
  });
  for (const { path, violations } of readers) {
    try {
      for await (const item of itemsOf<Json>(session.connection, path)) found.push(...violations(item));
    } catch {
      // Who may not read them is not told of them.
    }
  }
  return new Violations(found);
}

function ofConstraint(constraint: Json): Violation[] {
  const name = text(asMap(constraint['metadata'])?.['name']);
  return mapsIn(asMap(constraint['status'])?.['violations']).map((one) => ({
    ...objectOf(one),
    message: text(one['message']),
    by: `Gatekeeper ${name}`,
  }));
}

/** What counts as a violation among `pass`, `fail`, `warn`, `error` and `skip`. */
const BAD = new Set(['fail', 'warn', 'error']);

function ofReport(report: Json): Violation[] {
  const scope = asMap(report['scope']);
  return mapsIn(report['results']).flatMap((result) => {
    if (!BAD.has(text(result['result']))) return [];
    const named = [...mapsIn(result['resources']), ...mapsIn(result['subjects'])];
    const objects = named.length > 0 ? named : scope ? [scope] : [];
    const by = [result['policy'], result['rule']].map(text).filter(Boolean).join(' / ');
    const message = text(result['message'] ?? result['description']);
    return objects.map((one) => ({ ...objectOf(one), message, by }));
  });
}

function objectOf(reference: Json): Pick<Violation, 'kind' | 'name' | 'namespace'> {
  const namespace = text(reference['namespace']);
  return {
    kind: text(reference['kind']),
    name: text(reference['name']),
    ...(namespace === '' ? {} : { namespace }),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What was found wrong with the live object, said of the manifest. */
export function violationSayings(violations: readonly Violation[], subject: Subject): Saying[] {
  return violations.map(({ message, by }) => ({
    severity: 'information',
    message: `found in the live object: ${message}`,
    by,
    paths: [],
    maybe: mentionedPaths(message, subject),
    values: mentionedValues(message),
  }));
}
