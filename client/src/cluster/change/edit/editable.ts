import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import type { Field } from '../../../../../server/src/core/manifest/field.ts';
import type { Place } from '../../../../../server/src/core/manifest/locate.ts';
import { splitDocuments } from '../../../../../server/src/core/manifest/split.ts';
import type { SyntaxProblem } from '../../../../../server/src/core/manifest/yaml.ts';
import { parseWithLibrary } from '../../../../../server/src/core/manifest/yamlLibrary.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, withoutServerFields } from '../../look/comparable.ts';
import { MASK, maskSecrets } from '../../look/mask.ts';
import type { FieldChange } from './fieldChanges.ts';
import { fieldChanges, valueText } from './fieldChanges.ts';

/** From offset to offset. */
export type Span = SyntaxProblem['span'];

/** What is wrong with a text, and where; without a place it is the text as a whole. */
export interface Problem {
  readonly message: string;
  readonly span?: Span;
  /** What is known of it where there is no span. */
  readonly place?: Place;
}

/** An object as it is edited: what somebody wrote of it. The values of Secrets are hidden, and stay what they are. */
export function editable(object: Json): Json {
  return maskSecrets(withoutServerFields(object));
}

/** A line that is neither empty nor a comment nor the mark of a document. */
const CONTENT = /^(?!(?:---|\.\.\.)(?:\s|$))[^#\s]/m;

/** What stands in a text that is edited. */
export interface EditText {
  readonly object: Json | undefined;
  readonly root: Field;
  readonly problems: readonly Problem[];
}

/** Reads a text as the API machinery does. */
export function readEdit(text: string): EditText {
  const document = new ManifestDocument(text);
  const { root } = document;
  const broken = document.problems.map(({ message, span }) => ({ message, span }));
  if (broken.length > 0) return { object: undefined, root, problems: broken };
  const { object, reason } = plainObject(text);
  const parts = [...splitDocuments(text)].filter(({ start, end }) => CONTENT.test(text.slice(start, end)));
  const second = parts[1];
  const problems = [
    ...(second
      ? [{ message: 'One object is edited here: there can be no second document.', span: second }]
      : []),
    ...(object ? [] : [{ message: reason ?? NO_OBJECT }]),
  ];
  return { object, root, problems };
}

const NO_OBJECT = 'This is no object any more. Nothing is deleted from here.';

/** Aliases are resolved, but not without end. */
function plainObject(text: string): { readonly object?: Json | undefined; readonly reason?: string } {
  try {
    return { object: asMap(parseWithLibrary(text).toJS({ maxAliasCount: 1000 })) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What cannot be changed from here, or not in this way. */
export function forbiddenChanges(base: Json, edited: Json): readonly Problem[] {
  const changes = fieldChanges(base, edited);
  return [...identityProblems(changes), ...secretProblems(base, changes)];
}

const IDENTITY = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.resourceVersion',
];

function identityProblems(changes: readonly FieldChange[]): Problem[] {
  return changes.flatMap(({ path, before }): Problem[] => {
    if (path === 'metadata')
      return [{ place: { paths: [path] }, message: 'An object has to keep its metadata.' }];
    if (path === 'status' || path.startsWith('status.')) {
      const message =
        'The status is what controllers have found: it is not changed from here. Take it out again.';
      return [{ place: { paths: ['status'] }, message }];
    }
    if (!IDENTITY.includes(path)) return [];
    const was = before === undefined ? 'it is left out here' : `it was ${valueText(before)}`;
    const message = `${path} says which object this is, and cannot be changed (${was}). To make another object, apply a manifest.`;
    return [{ place: { paths: [path] }, message }];
  });
}

/** Whoever types a secret value into a document has it written to disk by the editor's own backups. */
function secretProblems(base: Json, changes: readonly FieldChange[]): Problem[] {
  const isSecret = base['kind'] === 'Secret';
  return changes.flatMap(({ path, before, after }): Problem[] => {
    const isData = isSecret && /^(?:data|stringData)(?:$|[.[])/.test(path);
    if (after === undefined && (before === MASK || isData)) return [];
    const isHidden = before === MASK || (after !== undefined && JSON.stringify(after).includes(MASK));
    if (!isData && !isHidden) return [];
    const message = isSecret
      ? 'Values of a Secret are not typed here: "Edit a Value" in the menu of the Secret keeps them out of files. Nothing was sent.'
      : 'This value is hidden, and can be taken out but not changed here.';
    return [{ place: { paths: [path] }, message }];
  });
}
