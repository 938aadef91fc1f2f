/**
 * Checks of other tools that are off until somebody turns them on: kube-linter's built-in checks that are not "enabled by
 * default" (https://docs.kubelinter.io/#/generated/checks), kube-score's optional tests
 * (https://github.com/zegl/kube-score/blob/master/README_CHECKS.md). Polaris' default configuration turns all of them on.
 */
const OFF: Readonly<Record<string, ReadonlySet<string>>> = {
  'kube-linter': new Set([
    'access-to-create-pods',
    'access-to-secrets',
    'cluster-admin-role-binding',
    'dangling-horizontalpodautoscaler',
    'dangling-ingress',
    'dangling-networkpolicy',
    'dangling-networkpolicypeer-podselector',
    'dangling-servicemonitor',
    'default-service-account',
    'dnsconfig-options',
    'env-value-from',
    'exposed-services',
    'hpa-minimum-three-replicas',
    'job-ttl-seconds-after-finished',
    'minimum-three-replicas',
    'no-liveness-probe',
    'no-node-affinity',
    'no-readiness-probe',
    'no-rolling-update-strategy',
    'non-isolated-pod',
    'priority-class-name',
    'privileged-ports',
    'read-secret-from-env-var',
    'required-annotation-email',
    'required-label-owner',
    'restart-policy',
    'scc-deny-privileged-container',
    'schema-validation',
    'sorted-keys',
    'unsafe-proc-mount',
    'use-namespace',
    'wildcard-in-rules',
    'writable-host-mount',
  ]),
  'kube-score': new Set([
    'container-cpu-requests-equal-limits',
    'container-ephemeral-storage-request-equals-limit',
    'container-memory-requests-equal-limits',
    'container-ports-check',
    'container-resource-requests-equal-limits',
    'container-seccomp-profile',
  ]),
};

export function isOffInTool(tool: string, id: string): boolean {
  return OFF[tool]?.has(id) ?? false;
}
