// The program in memory, for vitest and for `npm run dev` in a browser. Not part of the packaged page.
export { mockBackend } from './mock/backend';
