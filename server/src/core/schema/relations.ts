import type { Field } from '../manifest/field.ts';
import { parseCidr, parseIp } from '../syntax/ip.ts';
import { isFilledIn } from '../syntax/names.ts';
import type { SchemaProblemId } from './problem.ts';

type Report = (field: Field, message: string, id?: SchemaProblemId) => void;

/** What the API server asks of several fields of an object together, where a table cannot say it. */
export type Relation = (owner: Field, report: Report) => void;

/** By type, as in `facts/rules`. */
export const RELATIONS: Readonly<Record<string, Relation>> = {
  CoreV1Event: sameNamespace('involvedObject'),
  DownwardAPIVolumeFile: containerName,
  EndpointSlice: addressesOfType,
  IPAddress: ipName,
  LocalSubjectAccessReview: reviewedNamespace,
  MutatingWebhook: reviewVersions,
  NodeSpec: oncePerFamily('podCIDRs'),
  PodFailurePolicyOnExitCodesRequirement: exitCodes,
  PodSpec: claims,
  ServiceCIDRSpec: oncePerFamily('cidrs'),
  ValidatingWebhook: reviewVersions,
};

/** An event lies where its object does. */
function sameNamespace(name: string): Relation {
  return (owner, report) => {
    const field = owner.at(name, 'namespace');
    const own = owner.at('metadata', 'namespace').string ?? '';
    const other = field.string ?? '';
    if (own === other || own === '' || other === '' || isFilledIn(own) || isFilledIn(other)) return;
    report(field, `"${other}" is not the namespace of this object, "${own}": write the same`);
  };
}

/** One range of IPv4 and one of IPv6. */
function oncePerFamily(name: string): Relation {
  return (owner, report) => {
    const sizes = owner
      .at(name)
      .items()
      .map((field) => parseCidr(field.string ?? '')?.address.size);
    const known = sizes.filter((size) => size !== undefined);
    if (known.length > new Set(known).size)
      report(owner.at(name), 'list at most one range of IPv4 and one of IPv6');
  };
}

function reviewedNamespace(owner: Field, report: Report): void {
  const attributes = owner.at('spec', 'resourceAttributes');
  if (!attributes.isMap) return;
  const field = attributes.at('namespace');
  const own = owner.at('metadata', 'namespace').string ?? '';
  const other = field.string ?? '';
  if (own !== other && !isFilledIn(own) && !isFilledIn(other)) {
    report(field, `write the same namespace here as in \`metadata.namespace\``);
  }
}

/** A volume belongs to no container, so it has to say of which one it tells. */
function containerName(owner: Field, report: Report): void {
  const reference = owner.at('resourceFieldRef');
  const name = reference.at('containerName');
  if (reference.isMap && (!name.exists || name.value === '')) {
    report(name, 'name the container whose resources these are: add `containerName`', 'required-field');
  }
}

function addressesOfType(owner: Field, report: Report): void {
  const type = owner.at('addressType').string;
  if (type !== 'IPv4' && type !== 'IPv6') return;
  const size = type === 'IPv4' ? 32 : 128;
  for (const endpoint of owner.at('endpoints').items()) {
    for (const field of endpoint.at('addresses').items()) {
      const text = field.exists ? field.string : '';
      if (text === undefined || isFilledIn(text) || parseIp(text)?.size === size) continue;
      report(field, `write an ${type} address here, as \`addressType\` says`);
    }
  }
}

function ipName(owner: Field, report: Report): void {
  const field = owner.at('metadata', 'name');
  const { string } = field;
  if (string && !isFilledIn(string) && !parseIp(string)) {
    report(field, `"${string}" is not an IP address: an IPAddress has the address itself as its name`);
  }
}

/** 0 is success, which is no failure to act on. */
function exitCodes(owner: Field, report: Report): void {
  if (owner.at('operator').string !== 'In') return;
  for (const field of owner.at('values').items()) {
    if (field.value === 0 || !field.exists)
      report(field, 'exit code 0 means success, so it cannot be one of these');
  }
}

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request */
function reviewVersions(owner: Field, report: Report): void {
  const field = owner.at('admissionReviewVersions');
  const versions = field.items().map((item) => item.string ?? '');
  if (versions.length === 0 || versions.some((one) => /^v1(?:beta1)?$/.test(one) || isFilledIn(one))) return;
  report(field, 'the API server sends reviews of v1 and v1beta1 only: list one of them');
}

/** A container may only claim what the pod claims. */
function claims(owner: Field, report: Report): void {
  const known = new Set(
    owner
      .at('resourceClaims')
      .items()
      .map((claim) => claim.at('name').string),
  );
  for (const list of ['containers', 'initContainers']) {
    for (const container of owner.at(list).items()) {
      for (const claim of container.at('resources', 'claims').items()) {
        const name = claim.at('name');
        if (!name.string || known.has(name.string) || isFilledIn(name.string)) continue;
        report(name, `the pod has no resource claim "${name.string}": add it to its \`resourceClaims\``);
      }
    }
  }
}
