import { podTemplate } from '../../manifest/pods.ts';
import { containerPorts } from '../../references/ports.ts';
import type { Workspace } from '../../workspace.ts';
import { portChainAt } from '../changePort.ts';
import type { Linked, Spot } from './linked.ts';
import { isSameSpot, moved, nameSpot, within } from './linked.ts';

/** A port, with every place that provably speaks of it: the container's port declares it. */
export function portAt(workspace: Workspace, uri: string, offset: number): Linked | undefined {
  const chain = portChainAt(workspace, uri, offset);
  if (!chain) return undefined;
  const places: Spot[] = chain.places.map((place) => ({ uri: place.uri, span: place.span }));
  const here = places.find((place) => place.uri === uri && within(place.span, offset));
  const declared = declaredIn(workspace, [...new Set(places.map((place) => place.uri))], chain.port);
  const [first] = places;
  const declarations = places.filter((place) => declared.some((one) => isSameSpot(one, place)));
  if (declarations.length === 0 && first) declarations.push(first);
  return {
    origin: here?.span ?? { start: offset, end: offset },
    declarations: () => declarations,
    uses: () => places.filter((place) => !declarations.includes(place)),
  };
}

/** The ports of containers with a number. */
function declaredIn(workspace: Workspace, uris: readonly string[], port: number): Spot[] {
  return uris
    .flatMap((uri) => workspace.slots(uri))
    .flatMap((slot) =>
      (podTemplate(slot.resource)?.containers ?? [])
        .flatMap(containerPorts)
        .filter(({ number }) => number === port)
        .map(({ field }) => ({
          ...nameSpot(slot, field.at('containerPort'), field),
          span: moved(field.at('containerPort').span, slot.start),
        })),
    );
}
