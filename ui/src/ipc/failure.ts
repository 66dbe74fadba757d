// Whatever a command was refused with, as a Failure. Matched by code, never by its text.
import type { Failure } from './bindings';

export function asFailure(cause: unknown): Failure {
  if (isFailure(cause)) return cause;
  if (typeof cause === 'string') return { code: 'shell.refused', detail: cause };
  if (cause instanceof Error) return { code: 'page.unexpected', detail: cause.message };
  return { code: 'page.unexpected', detail: String(cause) };
}

function isFailure(cause: unknown): cause is Failure {
  return typeof cause === 'object' && cause !== null && 'code' in cause && 'detail' in cause;
}
