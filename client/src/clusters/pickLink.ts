import * as vscode from 'vscode';
import type { ObjectMeta } from '../cluster/resources/table.ts';
import type { Explorer } from '../explorer/explorer.ts';
import { linksOf } from '../explorer/links.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import { inform } from '../notice.ts';

/** Offers what the annotations of an object lead to. Addresses are shown whole before they are opened. */
export async function pickLink(explorer: Explorer, { context, path, row, type }: ObjectNode): Promise<void> {
  const { connection } = await explorer.session(context);
  const { metadata } = await connection.json<{ metadata?: ObjectMeta }>({ path });
  const links = linksOf(metadata?.annotations);
  const name = `${type.kind} ${row.name}`;
  if (links.length === 0) {
    const how = 'The annotations a8r.io/owner, a8r.io/runbook and link.argocd.argoproj.io/… would say it.';
    void inform(`${name} names no owner and has no links. ${how}`);
    return;
  }
  const picked = await vscode.window.showQuickPick(
    links.map((link) => ({ label: link.label, description: link.text, link })),
    { title: name, placeHolder: 'Open an address, or copy what is none' },
  );
  if (!picked) return;
  const { url, text } = picked.link;
  if (url === undefined) await vscode.env.clipboard.writeText(text);
  else await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
