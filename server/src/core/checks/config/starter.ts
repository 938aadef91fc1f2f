import { LATEST_MINOR, formatVersion } from '../../kinds/versions.ts';

/** A config file to start with: it changes nothing until something is uncommented. */
export const STARTER_CONFIG = `# What Kube Guardrails checks below this folder, in editors and in CI. Completion (Ctrl+Space) and hover work here.

# The version that the manifests are written for; without it, the latest one.
# kubernetesVersion: "${formatVersion(LATEST_MINOR)}"

# Where to start from: recommended, strict, pss-baseline, pss-restricted, kube-linter, kube-score, polaris. They add up.
extends: [recommended]

# Severities of single checks (off, information, warning, error), and their options.
# checks:
#   cpu-limit-missing: warning
#   image-registry-not-allowed:
#     severity: error
#     registries: [registry.example.com]

# Other settings for a part of the objects: files, kinds, namespaces, names, containers. Later ones win.
# overrides:
#   - files: ["charts/**"]
#     kinds: [Job]
#     checks: { image-tag-latest: off }

# Whether manifests may waive what is found in them: allowed, with-reason, forbidden. Also below a check, for it alone.
# waivers: with-reason

# Checks of your own.
# customChecks:
#   team-label:
#     field: metadata.labels.team
#     required: true

# Files that are not checked.
# ignore:
#   - vendor/**
`;
