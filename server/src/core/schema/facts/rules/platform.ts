/**
 * What the API server asks of the fields of types that extend and configure the cluster: admission, policies, autoscaling,
 * storage, devices, certificates. Written as in `workloads.ts`.
 */
export const PLATFORM_RULES: Readonly<Record<string, string>> = {
  MutatingAdmissionPolicyBindingSpec: 'policyName!:dns-subdomain',
  MutatingAdmissionPolicyBinding: 'spec!',
};
