import type { Chosen } from '../../cluster/change/delete/targets.ts';
import { objectPath } from '../../cluster/resources/address.ts';
import type { Node } from '../../explorer/node.ts';
import { NAMESPACES } from '../../explorer/nodes/contextNode.ts';
import { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import { PlaceNode } from '../../explorer/nodes/placeNode.ts';

/** The objects that rows of the tree stand for; all of them have to be of one context. */
export function chosenRows(rows: readonly Node[]): {
  readonly context: string;
  readonly chosen: readonly Chosen[];
} {
  const [first] = rows;
  if (first?.context === undefined) throw new Error('choose an object in the view "Clusters" first');
  if (rows.some(({ context }) => context !== first.context))
    throw new Error('the chosen rows belong to several contexts: choose those of one');
  const chosen = new Map(rows.map(chosenRow).map((one) => [one.path, one]));
  return { context: first.context, chosen: [...chosen.values()] };
}

function chosenRow(row: Node): Chosen {
  if (row instanceof ObjectNode) {
    const { type, path } = row;
    const { name, namespace, uid } = row.row;
    // A server that prints its own tables may leave the metadata out, and so the uid: then what is there now is previewed.
    return { type, name, namespace, path, ...(uid.includes('/') ? {} : { uid }) };
  }
  if (row instanceof PlaceNode && row.namespace !== undefined) {
    const { namespace: name } = row;
    return { type: NAMESPACES, name, namespace: undefined, path: objectPath(NAMESPACES, name) };
  }
  throw new Error(`"${row.look.label}" is no object: choose objects alone`);
}
