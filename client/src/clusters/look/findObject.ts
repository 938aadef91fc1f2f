import * as vscode from 'vscode';
import { objectPath } from '../../cluster/resources/address.ts';
import type { ResourceType } from '../../cluster/resources/discovery.ts';
import { pluralOf } from '../../cluster/resources/plural.ts';
import type { Row } from '../../cluster/resources/table.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { Found, FoundObjects } from '../../explorer/findObjects.ts';
import { kindsToFind, objectsToFind } from '../../explorer/findObjects.ts';
import { moodOf, summaryOf } from '../../explorer/status.ts';
import type { WorkspaceContext } from '../../workspaceContext.ts';
import type { ObjectDocuments } from '../objectDocuments.ts';
import { moodIcon } from '../treeItem.ts';

/** Lets somebody pick a kind and one of its objects by typing parts of their names, and shows it. */
export async function findObject(
  explorer: Explorer,
  chosen: WorkspaceContext,
  documents: ObjectDocuments,
): Promise<void> {
  const context = await contextToSearch(explorer, chosen.name);
  if (context === undefined) return;
  const session = await explorer.session(context);
  const kinds = kindsToFind(session).then((types) => types.map(kindItem));
  const title = `Find an object of ${context}`;
  const kind = await vscode.window.showQuickPick(kinds, {
    title,
    placeHolder: 'Which kind? Short names such as po and deploy do, too',
    matchOnDescription: true,
  });
  if (!kind) return;
  const { type } = kind;
  const found = objectsToFind(session, type, explorer.choices.namespaces(context));
  const row = await pickObject(title, pluralOf(type), found);
  if (!row) return;
  await documents.show({ context, type, row, path: objectPath(type, row.name, row.namespace) });
}

/** Opens while the objects are read. That some may be missing is said for as long as it is open. */
async function pickObject(
  title: string,
  kinds: string,
  finding: Promise<FoundObjects>,
): Promise<Row | undefined> {
  const picker = vscode.window.createQuickPick<ObjectItem>();
  picker.title = title;
  picker.matchOnDescription = true;
  picker.busy = true;
  picker.placeholder = `Parts of the name or of the namespace of one of the ${kinds}`;
  const picked = new Promise<Row | undefined>((resolve, reject) => {
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (item) resolve(item.row);
    });
    picker.onDidHide(() => resolve(undefined));
    finding.then(({ objects, gaps }) => {
      picker.items = objects.map(objectItem);
      picker.busy = false;
      if (objects.length === 0) picker.placeholder = `No ${kinds} found`;
      if (gaps.length === 0) return;
      picker.title = `${title}: not all were read`;
      picker.placeholder = gaps.join(' ');
    }, reject);
  });
  picker.show();
  return picked.finally(() => picker.dispose());
}

/** The context of the workspace, or the only one, else one that is picked for this time. */
async function contextToSearch(explorer: Explorer, chosen: string | undefined): Promise<string | undefined> {
  const contexts = await explorer.contexts();
  if (chosen !== undefined && contexts.includes(chosen)) return chosen;
  if (contexts.length === 1) return contexts[0];
  return vscode.window.showQuickPick(contexts, { placeHolder: 'In which cluster?' });
}

function kindItem(type: ResourceType): vscode.QuickPickItem & { readonly type: ResourceType } {
  return {
    label: pluralOf(type),
    description: [type.shortNames.join(', '), type.group].filter((text) => text !== '').join(' · '),
    type,
  };
}

interface ObjectItem extends vscode.QuickPickItem {
  readonly row: Row;
}

function objectItem({ row, columns }: Found): ObjectItem {
  const summary = summaryOf(row, columns, Date.now());
  return {
    label: row.name,
    description: [row.namespace, summary].filter(Boolean).join(' · '),
    iconPath: moodIcon(moodOf(row, columns)),
    row,
  };
}
