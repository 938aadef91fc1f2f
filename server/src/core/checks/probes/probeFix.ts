import { set } from '../../manifest/edit.ts';
import type { Container } from '../../manifest/pods.ts';
import { placeholder } from '../../manifest/render.ts';
import { containerPorts } from '../../references/ports.ts';
import { isPort } from '../../syntax/ports.ts';
import type { Fix } from '../check.ts';

/** A fix that adds an HTTP probe of the first TCP port of a container. Path and kind of probe are to be confirmed. */
export function probeFix(container: Container, probe: 'livenessProbe' | 'readinessProbe'): Fix {
  const kind = probe === 'livenessProbe' ? 'liveness' : 'readiness';
  const first = containerPorts(container).find(({ protocol }) => protocol === 'TCP');
  const declared = first?.name ?? first?.number;
  const port =
    declared !== undefined && isPort(declared) ? declared : placeholder(8080, { hint: 'confirm the port' });
  const path = placeholder(probe === 'livenessProbe' ? '/livez' : '/readyz', { hint: HINTS[kind] });
  return {
    title: `Add a ${kind} probe`,
    safe: false,
    edits: () => set(container.field.at(probe), { httpGet: { path, port } }),
  };
}

const HINTS = {
  liveness: 'set a path that fails only when a restart helps',
  readiness: 'set a path that answers once requests can be served',
};
