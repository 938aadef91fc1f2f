import { expect, test } from 'vitest';
import type { Node } from './node.ts';
import { OpenNodes } from './openNodes.ts';

test('closes a row with all below it, but nothing of a context whose name begins with its own', async () => {
  const { open, ended, nodes } = await opened();
  const [shop] = nodes;
  if (shop) open.close(shop);
  expect(ended).toEqual(['context/shop', 'context/shop/pods']);
  expect(nodes.map((node) => open.reopen(node))).toEqual([true, true, false, false]);
  if (shop) expect(await open.children(shop)).toHaveLength(1);
});

test('begins nothing anew below a row that is gone', async () => {
  const { open, ended, nodes } = await opened();
  const [shop, pods, , other] = nodes;
  if (!shop || !pods || !other) throw new Error('no rows');
  open.drop(shop);
  expect(new Set(ended)).toEqual(new Set(['context/shop', 'context/shop/pods']));
  expect(await open.children(pods)).toEqual([]);
  expect(await open.children(other)).toHaveLength(1);
  ended.length = 0;
  open.closeAll();
  expect(ended).toEqual(['context/shop/eve', 'context/shop/eve/pods']);
});

/** Two contexts, `shop` and `shop/eve`, each with a row that is open. */
async function opened() {
  const open = new OpenNodes();
  const ended: string[] = [];
  const nodes = ['shop', 'shop/eve'].flatMap((context) =>
    [`context/${context}`, `context/${context}/pods`].map((id): Node => {
      const look = { label: id, kind: 'test' };
      const child = { id: `${id}/child`, look };
      return { id, context, look, children: () => [child], release: () => ended.push(id) };
    }),
  );
  for (const node of nodes) await open.children(node);
  return { open, ended, nodes };
}
