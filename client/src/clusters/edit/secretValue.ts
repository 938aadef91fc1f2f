import * as vscode from 'vscode';
import type { SecretChange } from '../../cluster/change/operations/secretValue.ts';
import { keyProblem, valuesOf } from '../../cluster/change/operations/secretValue.ts';

const NEW = '$(add) Another key…';

/** Lets somebody pick a key of a Secret and give it a value. Nothing of it is in a document, which the editor would back up on disk. */
export async function askSecretChange(
  name: string,
  secret: Record<string, unknown>,
): Promise<SecretChange | undefined> {
  const values = valuesOf(secret);
  const items = [...values].map(([label, value]) => ({ label, description: `${value.length} bytes` }));
  const title = `Secret ${name}`;
  const picked = await vscode.window.showQuickPick([...items, { label: NEW }], {
    title,
    placeHolder: 'Which value?',
  });
  if (!picked) return undefined;
  const key = picked.label === NEW ? await askKey(title) : picked.label;
  if (key === undefined) return undefined;
  const old = values.get(key);
  const way = await vscode.window.showQuickPick(waysFor(old), { title: `${title}: ${key}` });
  const answer = way && (await way.ask(`${title}: ${key}`, old));
  return answer && { key, ...answer };
}

function askKey(title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, prompt: 'Name of the key', validateInput: keyProblem });
}

interface Way extends vscode.QuickPickItem {
  readonly ask: (title: string, old: Buffer | undefined) => Promise<Pick<SecretChange, 'value'> | undefined>;
}

function waysFor(old: Buffer | undefined): readonly Way[] {
  const isLine = old !== undefined && isOneLine(old);
  return [
    {
      label: 'Type a new value',
      detail: 'What you type is not shown.',
      ask: (title) => typed(title, { password: true }),
    },
    ...(isLine
      ? [
          {
            label: 'Show the value and change it',
            ask: async (title: string) => typed(title, { value: old.toString('utf8') }),
          },
        ]
      : []),
    { label: 'Take the clipboard', detail: 'As it is, with all its lines.', ask: fromClipboard },
    { label: 'Take the content of a file…', ask: fromFile },
    ...(old ? [{ label: 'Take the key out of the Secret', ask: async () => ({ value: undefined }) }] : []),
  ];
}

/** An entry field drops line breaks. */
function isOneLine(value: Buffer): boolean {
  const text = value.toString('utf8');
  return Buffer.from(text).equals(value) && !/\p{Cc}/u.test(text);
}

async function typed(
  title: string,
  options: vscode.InputBoxOptions,
): Promise<Pick<SecretChange, 'value'> | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: 'As it is, not in base64',
    ignoreFocusOut: true,
    ...options,
  });
  return text === undefined ? undefined : { value: Buffer.from(text) };
}

async function fromClipboard(): Promise<Pick<SecretChange, 'value'>> {
  return { value: Buffer.from(await vscode.env.clipboard.readText()) };
}

async function fromFile(): Promise<Pick<SecretChange, 'value'> | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ openLabel: 'Take This File' })) ?? [];
  return file && { value: Buffer.from(await vscode.workspace.fs.readFile(file)) };
}
