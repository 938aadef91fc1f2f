import { checkObjects as check } from '../../core/features/checkObjects.ts';
import type { CheckObjectsParams, ObjectFinding } from '../../core/protocol.ts';
import { CHECK_OBJECTS } from '../../core/protocol.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { inSlices } from '../slices.ts';

/** Checks objects of a cluster by the rules of the first workspace folder, and keeps nothing of them. */
export const checkObjects: Feature = (session) => {
  const { connection, checker, configs } = session;
  connection.onRequest(
    CHECK_OBJECTS,
    guarded(session, CHECK_OBJECTS, async (params: CheckObjectsParams, token): Promise<ObjectFinding[]> => {
      await checker.started;
      const folder = configs.firstFolder ?? 'file:///cluster';
      const { diagnoser } = configs.of(`${folder}/cluster-object.yaml`);
      const work = check(params, diagnoser, folder);
      return (await inSlices(work, () => token.isCancellationRequested)) ?? [];
    }),
  );
  return {};
};
