/**
 * The envd version that the sandbox is said to have: the SDK offers what that version has. Standard input and its end
 * (0.3.0, 0.5.2), the default user (0.4.0) and octet-stream uploads (0.5.7) are there; file metadata (0.6.2) is not.
 */
export const ENVD_VERSION = '0.5.7';
