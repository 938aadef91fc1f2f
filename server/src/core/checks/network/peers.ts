import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';

/** The entries of `from` and `to` in the rules of a NetworkPolicy. */
export function policyPeers({ root }: Resource): Field[] {
  return [
    ['ingress', 'from'],
    ['egress', 'to'],
  ].flatMap(([direction = '', side = '']) =>
    root
      .at('spec', direction)
      .items()
      .flatMap((rule) => rule.at(side).items()),
  );
}
