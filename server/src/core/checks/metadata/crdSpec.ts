import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { Report } from './crdReport.ts';

/** An object and a list of such objects are told apart by their kinds. */
export function checkNames(spec: Field, report: Report): void {
  const kind = spec.at('names', 'kind').string;
  const listKind = spec.at('names', 'listKind');
  if (kind && listKind.string === kind) {
    report(listKind, `a list of these needs a kind of its own: call it "${kind}List"`, {
      fixes: [{ title: `Change to \`${kind}List\``, safe: false, edits: () => set(listKind, `${kind}List`) }],
    });
  }
  const preserve = spec.at('preserveUnknownFields');
  if (preserve.value === true) {
    const message =
      'this version of the API keeps unknown fields only where the schema says so: use `x-kubernetes-preserve-unknown-fields` there';
    report(preserve, message, { onKey: true });
  }
}

const PROTECTED = /(?:^|\.)(?:k8s|kubernetes)\.io$/;
const APPROVAL = 'api-approved.kubernetes.io';

/** Groups are domain names; those of the Kubernetes project need its approval (https://github.com/kubernetes/enhancements/pull/1111). */
export function checkGroup(root: Field, report: Report): void {
  const group = root.at('spec', 'group');
  const name = group.string;
  if (!name || isFilledIn(name)) return;
  if (!name.includes('.')) {
    report(group, 'the group is a domain name with at least one dot, such as `example.com`');
  }
  const approval = root.at('metadata', 'annotations', APPROVAL);
  if (PROTECTED.test(name) && !approval.string) {
    const message = `only the Kubernetes project defines kinds in "${name}": take a domain of your own, or add the annotation \`${APPROVAL}\` with the address of its approval`;
    report(approval, message, { at: group });
  }
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion. */
export function checkConversion(conversion: Field, report: Report): void {
  const strategy = conversion.at('strategy');
  const webhook = conversion.at('webhook');
  if (strategy.value === 'Webhook' && !webhook.at('clientConfig').exists) {
    const message = 'conversion by a webhook needs `webhook.clientConfig`: say where it is reached';
    report(webhook, message, { at: strategy });
  } else if (strategy.value === 'None' && webhook.exists) {
    report(webhook, 'a webhook converts only with `strategy: Webhook`: change the strategy, or remove this', {
      onKey: true,
    });
  }
}
