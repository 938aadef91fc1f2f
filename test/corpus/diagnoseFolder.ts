import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CHECKS } from '../../server/src/core/checks/index.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import { SchemaProvider } from '../../server/src/core/schema/provider.ts';
import { LineIndex } from '../../server/src/core/text.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { readManifestText } from '../../server/src/io/files.ts';
import { walk } from '../../server/src/io/walk.ts';
import { testConfig } from '../harness/check.ts';
import { SCHEMAS } from '../harness/schemas.ts';

export interface FolderFindings {
  readonly objects: number;
  readonly findings: readonly PlacedFinding[];
  /** `path:line: id: message`, as a person wants to read it. */
  readonly describe: (finding: PlacedFinding) => string;
}

/** Everything that is found in a folder with default settings. A check that throws makes this throw. */
export function diagnoseFolder(folder: string): FolderFindings {
  const workspace = new Workspace();
  for (const path of walk(folder)) {
    const text = path === undefined ? undefined : readManifestText(path).text;
    if (path !== undefined && text !== undefined) workspace.set(pathToFileURL(path).href, text);
  }
  const onError = (id: string, error: unknown): never => {
    throw new Error(`${id} failed on ${folder}`, { cause: error });
  };
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  const diagnoser = new Diagnoser(CHECKS, testConfig({}), onError, schemas);
  const uris = [...workspace.files()].map(({ uri }) => uri);
  return {
    objects: uris.flatMap((uri) => workspace.slots(uri)).length,
    findings: uris.flatMap((uri) => diagnoser.diagnose(workspace, uri)),
    describe: ({ uri, start, span, id, message }) => {
      const { line } = new LineIndex(workspace.text(uri) ?? '').positionAt(start + span.start);
      return `${relative(pathToFileURL(folder).pathname, new URL(uri).pathname)}:${line + 1}: ${id}: ${message}`;
    },
  };
}
