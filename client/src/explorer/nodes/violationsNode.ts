import type { Session } from '../../cluster/session.ts';
import type { Violation } from '../../cluster/verdict/violations.ts';
import { violationsOf } from '../../cluster/verdict/violations.ts';
import type { Look, Node } from '../node.ts';
import { messageNode } from './messageNode.ts';

/** What the cluster's policies have found wrong with an object, as a row that opens to all of it; nothing where they found nothing. */
export async function violationsNode(
  session: Session,
  parent: string,
  object: { readonly kind: string; readonly name: string; readonly namespace?: string | undefined },
): Promise<readonly Node[]> {
  const all = await violationsOf(session).catch(() => undefined);
  const found = all?.of(object) ?? [];
  return found.length === 0 ? [] : [new ViolationsNode(`${parent}/violations`, found)];
}

class ViolationsNode implements Node {
  readonly id: string;
  readonly look: Look;
  readonly #violations: readonly Violation[];

  constructor(id: string, violations: readonly Violation[]) {
    this.id = id;
    this.#violations = violations;
    this.look = {
      label: 'Policy violations',
      description: String(violations.length),
      icon: 'law',
      mood: 'warning',
      kind: 'violations',
    };
  }

  async children(): Promise<readonly Node[]> {
    return this.#violations.map(({ by, message }, index) =>
      messageNode(`${this.id}/${index}`, by, {
        description: message,
        tooltip: `${by}\n\n${message}`,
        icon: 'warning',
        mood: 'warning',
        kind: 'violation',
      }),
    );
  }
}
