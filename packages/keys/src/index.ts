export { crc32 } from "./crc32";
export { generateKey, hashKey, KEY_PATTERN, type KeyMode, parseKey } from "./key";
export {
  expandScopes,
  isScope,
  missingScopes,
  PRESETS,
  type Preset,
  type PresetId,
  SCOPE_INFO,
  SCOPES,
  type Scope,
  type ScopeInfo,
} from "./scopes";
