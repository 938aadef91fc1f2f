import { namesOf } from '../../cluster/change/edit/judgeEdit.ts';
import type { Target } from '../../cluster/change/operations/target.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { Session } from '../../cluster/session.ts';
import type { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import type { Bound } from '../../liveScheme.ts';

/** An object that a command is called on: by its row, or by a document that shows or edits it. */
export type Subject = ObjectNode | Bound;

/** What a change has to know of its object. */
export interface Known extends Target {
  readonly uid: string;
}

/** Reads what the address of a document does not say. */
export async function knownOf({ connection }: Session, subject: Subject): Promise<Known> {
  const { path } = subject;
  if ('row' in subject) {
    const { row, type } = subject;
    return { kind: type.kind, name: row.name, namespace: row.namespace, path, uid: row.uid };
  }
  const object = await connection.json<Json>({ path });
  const { name = '', namespace, uid = '' } = namesOf(object);
  return { kind: String(object['kind']), name, namespace, path, uid };
}
