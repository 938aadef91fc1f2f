import { expect, test, vi } from 'vitest';
import { ClusterAnswers } from './clusterAnswers.ts';
import type { Clusters } from './clusters/main.ts';
import type { WorkspaceContext } from './workspaceContext.ts';

/** Answers of a workspace for which a context is chosen, or none. */
function answersFor(name: string | undefined) {
  const load = vi.fn<() => Promise<Clusters>>(() => Promise.reject(new Error('loaded')));
  const chosen = { name, onDidChange: () => ({ dispose: () => undefined }) } as unknown as WorkspaceContext;
  return { answers: new ClusterAnswers(chosen, load), load };
}

const question = { groupVersions: ['v1'], refresh: false };

test('loads nothing while no cluster is chosen, and says what to do', async () => {
  const { answers, load } = answersFor(undefined);
  expect(await answers.names({ what: 'objects', kind: 'Secret' })).toEqual({ names: [] });
  const { files, notice } = await answers.schemas(question);
  expect(files).toEqual({});
  expect(notice).toMatch(
    /no cluster is chosen .*"Choose the Cluster of This Workspace".* latest known version/,
  );
  expect(load).not.toHaveBeenCalled();
});

test('loads what reaches clusters with the first question about a chosen one', async () => {
  const { answers, load } = answersFor('test');
  await expect(answers.schemas(question)).rejects.toThrow('loaded');
  expect(load).toHaveBeenCalledOnce();
});
